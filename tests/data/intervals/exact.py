"""Ends of Clopper and Pearson's interval, to 25 figures: python3 exact.py > clopper_pearson.csv (needs mpmath 1.3).

The lower end is the share x with I_x(yes, no + 1) = tail, the upper end that with 1 - I_x(yes + 1, no) = tail, by
Newton's steps on an integral of the density that is worked out piece by piece with 60 figures: no continued fraction, no
Stirling series, no asymptotics. Up to a thousand draws each end is checked against the sum of binomial probabilities.
`high_rest` is 1 - high.
"""

from mpmath import mp, mpf, exp, log, loggamma, quad, sqrt

mp.dps = 60


def logit_quantile(a, b, tail):
    """The logarithm of the odds of which the beta distribution with a and b has `tail` below it."""
    log_beta = loggamma(a) + loggamma(b) - loggamma(a + b)

    def log_density(t):
        # In the logarithm of the odds t the density of x is x^a (1 - x)^b / B.
        return -a * log(1 + exp(-t)) - b * log(1 + exp(t)) - log_beta

    def below(t):
        width = sqrt(mpf(1) / a + mpf(1) / b)
        points, step = [t], width / 2
        while log_density(points[-1]) > log_density(t) - 120:
            points.append(points[-1] - step)
            step *= mpf(5) / 4
        return quad(lambda s: exp(log_density(s)), points[::-1])

    t = log(mpf(a) / b) - 2 * sqrt(mpf(1) / a + mpf(1) / b)
    for _ in range(60):
        value = below(t)
        change = (log(tail) - log(value)) * value / exp(log_density(t))
        t += change
        if abs(change) < mpf(10) ** -32 * sqrt(mpf(1) / a + mpf(1) / b):
            return t
    raise ArithmeticError((a, b, tail))


def check(yes, of, tail, x, upper):
    ks = range(0, yes + 1) if upper else range(yes, of + 1)
    chance = sum(mp.binomial(of, k) * x**k * (1 - x) ** (of - k) for k in ks)
    assert abs(chance / tail - 1) < mpf(10) ** -25, (yes, of, chance)


print("yes,of,level,low,high,high_rest")
for power in range(2, 13):
    of = 10**power
    for yes in sorted({1, 3, 10, of // 50, 3 * of // 10, of // 2, of - 2}):
        for level in ("0.95", "0.999"):
            # The tail as the program forms it, from numbers with 53 bits.
            tail = mpf((1.0 - float(level)) / 2.0)
            low = 1 / (1 + exp(-logit_quantile(yes, of - yes + 1, tail)))
            rest = 1 / (1 + exp(-logit_quantile(of - yes, yes + 1, tail)))
            if of <= 1000:
                check(yes, of, tail, low, False)
                check(yes, of, tail, 1 - rest, True)
            figures = [mp.nstr(n, 25) for n in (low, 1 - rest, rest)]
            print(yes, of, level, *figures, sep=",", flush=True)
