"""What a newsletter of one's own begins with.

carried    files of this repository that go along as they are (in a wheel: copied there by setup.py, by the same list)
own/       files of a new newsletter that this repository has in another form
answers    questions and flags -> newsletter.yml
"""
