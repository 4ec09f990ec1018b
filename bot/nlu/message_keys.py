"""The names under which one component leaves its findings on Rasa's `Message` for the next."""

CLAUSES = "clauses"  # list[str]: the message's clauses, without the whole message
CLAUSE_VECTORS = "clause_vectors"  # float32 [1 + len(clauses), dim]: first row is the whole message
TOPICS = "topics"  # list[dict]: key, need, score
CHILDREN = "children"  # list[dict]: age_months [min, max], label, role
PLACE = "place"  # dict: key, name, or None
NEEDS = "needs"  # list[str], most important first
CRISIS = "crisis"  # str: one of the five kinds, or None
UNDERSTOOD = "understood"  # dict in the form of the chat contract; the only one that leaves the pipeline
