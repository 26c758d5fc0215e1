"""What a municipality has been called: so that an old name finds its successor's practices."""

from talkoot.people.models import Municipality


def names_of_places() -> dict[str, str]:
    """By the code of a municipality that has merged or taken others in, the names of the others.

    Former ones give their successors' names and successors those of all that merged into them.
    One query.
    """
    columns = ("code", "name_fi", "name_sv", "merged_into_id")
    names: dict[str, list[str]] = {}
    rows = {code: row for code, *row in Municipality.objects.values_list(*columns)}
    for code, (name_fi, name_sv, merged_into) in rows.items():
        seen, now = {code}, merged_into
        while now and now not in seen and now in rows:
            seen.add(now)
            names.setdefault(now, []).extend([name_fi, name_sv])
            names.setdefault(code, []).extend(rows[now][:2])
            now = rows[now][2]
    return {code: " ".join(dict.fromkeys(found)) for code, found in names.items()}
