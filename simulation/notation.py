"""Writes a schedule as one line of text, and reads it back, so that any run can be repeated."""

from simulation.strikes import Kind, Schedule, Strike

_NUMBERS = ("seed", "journals", "periods", "skew_s")
_FLAGS = ("is_racy", "is_hasty", "is_empty")


def written(schedule: Schedule) -> str:
    """Write `journals=2 is_empty 38:CRASH_AFTER/17`, without what is as it mostly is."""
    plain = Schedule()
    numbers = [
        f"{name}={getattr(schedule, name)}"
        for name in _NUMBERS
        if getattr(schedule, name) != getattr(plain, name)
    ]
    flags = [name for name in _FLAGS if getattr(schedule, name)]
    strikes = [f"{strike.at}:{strike.kind.name}/{strike.value}" for strike in schedule.strikes]
    return " ".join([*numbers, *flags, *strikes])


def schedule_of(text: str) -> Schedule:
    """Read what `written` wrote. Raises ValueError or KeyError if it did not write that."""
    found: dict[str, int | bool] = {}
    strikes: list[Strike] = []
    for word in text.split():
        name, is_number, number = word.partition("=")
        if is_number and name in _NUMBERS:
            found[name] = int(number)
        elif word in _FLAGS:
            found[word] = True
        else:
            at, _, struck = word.partition(":")
            kind, _, value = struck.partition("/")
            strikes.append(Strike(int(at), Kind[kind], int(value)))
    return Schedule(strikes=tuple(strikes), **found)  # type: ignore[arg-type]
