"""The tests mirror talkoot/; journeys/ holds whole chains, guards/ rules about the repository."""
