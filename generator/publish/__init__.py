"""The archive turned into every text that leaves the house. One door: nothing is written that the gate did not read.

    pipeline | policy, anonymize (real names -> PublicArchive) | pages, mail (PublicArchive -> texts) | gate

Past anonymize only PublicArchive exists: no renderer can print a name that it never gets.
"""
