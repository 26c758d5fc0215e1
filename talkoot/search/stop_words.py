"""Words too common to search by, in three languages; no list holds another language's noun."""

FINNISH = """
ja on ei oli olla ovat eivät ole ollut olleet olisi että jotta koska kun kuin jos niin myös mutta
tai sekä eli vai vaan se sen sitä siitä siinä siihen sillä sille ne niiden niitä niistä niissä
niihin niille hän hänen he heidän minä minun me meidän meille meillä sinä te tämä tämän tätä tästä
tässä tähän tällä nämä näiden näitä näistä näissä tuo joka jonka jota josta jossa johon jolla jotka
joiden joita joista joissa joihin joilla mikä mitä mihin missä mistä mitkä kuka ketkä itse jo vain
vielä kanssa mukaan sitten siis esimerkiksi voi voidaan en
"""
SWEDISH = """
och att det som är av för med till den har de inte om ett men var jag sig från vi så när eller nu
där vid mot ut skulle han hon hans hennes denna detta dessa deras också efter upp oss
"""
ENGLISH = """
the of and to in is that it for was with as his they at be this have from or had by but were we
there can an your which their if will other about these would into has its our not are you
"""
STOP_WORDS = frozenset((FINNISH + SWEDISH + ENGLISH).split())
