"""Common first names of Finland, for processes that have no analyser of words.

The commonest by the Digital and Population Data Services Agency's open statistics; names that are
everyday words as well (Toivo, Tuuli) are left to the analyser and to the reader.
"""

FIRST_NAMES = frozenset(
    """
    aino aleksi alexander anders andreas anita anja anna anne anneli annika annikki anni antero
    anton antti ari arja armas arto arttu asko aulis birgit bo carl carita christian christina
    eero eeva eija eila eino elina elisa elisabet ella elli emil emilia emma emmi erik erika erkki
    esa essi esko eva eveliina fredrik gunilla hanna hannele hannes hannu harri heidi heikki heini
    helena helmi henna henri henrik hilkka iida iiris ilkka inka irja irma irmeli jaakko jaana jan
    jani janina janne jari jarkko jarmo jenna jenni jere joakim joel johan johanna johannes jonas
    joni jorma jouko jouni juha juhani juho jukka jussi jutta jyrki kaarina kai kaija kaisa kalevi
    kalle kari karl karin karoliina katariina kati katja katri kauko kirsi kirsti kjell klaus
    kristiina kristian kyllikki lari lars lasse lauri leea leena leevi leif leila leo liisa linda
    lotta maarit maaria maija maire mari maria mariitta marika marita maritta marja marjatta marjut
    marko markku markus martti matias matti mauri maarika mia miia mika mikael mikko milla minna
    mirja mirjami mirva miro mona niina niklas niko nina noora olavi olli oskari osmo otto outi
    paavo pasi patrik paula pauli pauliina pekka pentti per pertti peter petra petri petteri pia
    pirjo pirkko raija raili raimo raisa reijo reetta riikka riitta ritva robert roope saara sakari
    salla sami samu samuel samuli sanna santeri sara sari satu seija seppo simo sinikka sirkka
    sirpa sisko sofia soile stefan sten susanna suvi sven taina tapani tapio tarja tarmo tea teemu
    teija teppo tero terttu tiina timo tobias tomi tommi toni tuija tuomas tuomo tuula tuulikki
    ulf ulla urho ursula vappu veera veikko veli venla vesa viivi vilho ville viljami vilma virpi
    """.split()
)
