"""The few operations on bits that the formulas need, for one number, for arrays and for kernels."""
