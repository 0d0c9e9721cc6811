"""exp, log, the normal quantile and the keyed draw, written once for everybody who computes.

This text is run with three sets of primitives: one number (here), NumPy arrays (`maths.py`)
and kernels (`engine/lower.py`, which copies it into every rule). It uses exactly rounded
operations only (+ - * / and the square root) and one order of evaluation, so that all give
the same bits on every machine. Polynomials are in Estrin's form, which keeps wide processors
busy. Changing a constant changes every result: the golden tables guard them.
"""

from povsim.primitives.scalar import from_bits, low64, root, to_bits, where, word

SHIFT = 6755399441055744.0
LOG2E = 1.4426950408889634
LN2_HIGH = 0.6931471803691238
LN2_LOW = 1.9082149292705877e-10
EXPONENT_BIAS = word(1023)
MANTISSA = word(52)

TINY = 1e-300
LARGE = 1e300
ROOT_HALF_BITS = word(0x3FE6A09E667F3BCD)
EXPONENT_1024 = word(0x4000000000000000)
EXPONENT_MASK = word(0xFFF0000000000000)
WHOLE_52 = word(0x4330000000000000)
BIASED_52 = 4503599627370496.0 + 1024.0

ONE_BITS = word(0x3FF0000000000000)
TWELVE = word(12)
HALF_STEP = 1.1102230246251565e-16

GOLDEN = word(0x9E3779B97F4A7C15)
MIX_FIRST = word(0xBF58476D1CE4E5B9)
MIX_SECOND = word(0x94D049BB133111EB)
THIRTY = word(30)
TWENTY_SEVEN = word(27)
THIRTY_ONE = word(31)

TAIL = 0.47575


def exp(x):
    """e to the power of x, within 2 units in the last place; x is held to [-700, 700]."""
    x = where(x > -700.0, x, -700.0)
    x = where(x < 700.0, x, 700.0)
    shifted = x * LOG2E + SHIFT
    whole = shifted - SHIFT
    r = (x - whole * LN2_HIGH) - whole * LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (1.0 + r) + r2 * (0.5 + r * 0.16666666666666666)
    middle = (0.041666666666666664 + r * 0.008333333333333333) + r2 * (0.001388888888888889 + r * 0.0001984126984126984)
    high = (2.48015873015873e-05 + r * 2.7557319223985893e-06) + r2 * (2.755731922398589e-07 + r * 2.505210838544172e-08)
    power = from_bits(low64((to_bits(shifted) + EXPONENT_BIAS) << MANTISSA))
    return (low + r4 * (middle + r4 * (high + r4 * 2.08767569878681e-09))) * power


def log(x):
    """The natural logarithm (the scheme of FreeBSD's libm), within 1 unit; x is held to [1e-300, 1e300]."""
    x = where(x > TINY, x, TINY)
    x = where(x < LARGE, x, LARGE)
    bits = to_bits(x)
    offset = bits + (EXPONENT_1024 - ROOT_HALF_BITS)
    power = from_bits((offset >> MANTISSA) | WHOLE_52) - BIASED_52
    f = from_bits(low64(bits + EXPONENT_1024 - (offset & EXPONENT_MASK))) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
    even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
    half = 0.5 * f * f
    return power * LN2_HIGH - ((half - (s * (half + (odd + even)) + power * LN2_LOW)) - f)


def sqrt(x):
    """The square root; of a negative number, 0."""
    return root(where(x > 0.0, x, 0.0))


def quantile(u):
    """The standard normal quantile of u in (0, 1), within 1.2e-9 relative (Acklam 2003), one division."""
    q = u - 0.5
    centre = where(q < 0.0, 0.0 - q, q) <= TAIL
    r = q * q
    r2 = r * r
    t = root(-2.0 * log(where(q < 0.0, u, 1.0 - u)))
    t2 = t * t
    top = ((-275.9285104469687 + r * 220.9460984245205) + r2 * (-39.69683028665376)) * r2 * r
    top = top + ((2.506628277459239 + r * -30.66479806614716) + r2 * 138.3577518672690)
    bottom = ((-155.6989798598866 + r * 161.5858368580409) + r2 * -54.47609879822406) * r2 * r
    bottom = bottom + ((1.0 + r * -13.28068155288572) + r2 * 66.80131188771972)
    far = ((-2.400758277161838 + t * -0.3223964580411365) + t2 * -0.007784894002430293) * t2 * t
    far = far + ((2.938163982698783 + t * 4.374664141464968) + t2 * -2.549732539343734)
    below = (1.0 + t * 3.754408661907416) + t2 * ((2.445134137142996 + t * 0.3224671290700398) + t2 * 0.007784695709041462)
    sign = where(q < 0.0, 1.0, -1.0)
    return where(centre, q * top, sign * far) / where(centre, bottom, below)


def mix(z):
    """Scramble 64 bits without loss (Steele, Lea & Flood 2014; constants of Stafford's mix 13)."""
    z = low64((z ^ (z >> THIRTY)) * MIX_FIRST)
    z = low64((z ^ (z >> TWENTY_SEVEN)) * MIX_SECOND)
    return z ^ (z >> THIRTY_ONE)


def row_key(key, identity):
    """The key of one entity's draws in one process and year."""
    return mix(low64(identity * GOLDEN) ^ key)


def uniform_of(row, k):
    """Draw number k of a row, in (0, 1), symmetric about one half, never 0 or 1."""
    bits = mix(low64(row + low64(GOLDEN * (word(k) + word(1)))))
    return (from_bits((bits >> TWELVE) | ONE_BITS) - 1.0) + HALF_STEP


def normal_of(row, k):
    """Draw number k of a row as a standard normal."""
    return quantile(uniform_of(row, k))
