"""Forms of places' names that no stem leads to: read before anybody searches by them."""

PLACE_FORMS = """
iin iissä iistä iihin lopen lopella lopelta lopelle virtain virroilla virroilta virroille
uudenkaupungin uudessakaupungissa uudestakaupungista uuteenkaupunkiin
uudenmaan uudellamaalla uudeltamaalta uudellemaalle
""".split()
