"""Population steps, a file each: where households meet.  总体步骤"""
