"""Fills the database for bench.pages and prints what the measuring needs to know."""

import sys

import django
from django.core.management import call_command

django.setup()


def main() -> None:
    from bench.fill import cookie_of, fill, newest_slug
    from talkoot.experts.models import Expert
    from talkoot.home.demo import load
    from talkoot.people.models import Organisation
    from talkoot.programmes.models import Theme

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load()
    fill(int(sys.argv[1]), has_practices="applications" not in sys.argv[2:])
    print(f"slug={newest_slug()}")
    print(f"office={cookie_of('office')}")
    print(f"applicant={cookie_of('applicant')}")
    print(f"organisation={Organisation.objects.get(key='demo-metsalahti').pk}")
    print(f"expert={Expert.objects.get(slug='venla-malliniemi').pk}")
    print(f"theme={Theme.objects.filter(use='need').first().pk}")  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
