"""The names under which one component leaves its findings on Rasa's `Message` for the next."""

LANGUAGE = "language"  # str: ISO code of the message, or None where it is too short to tell
SENTENCE_VECTOR = "sentence_vector"  # float32 [dim], unit length
TOPICS = "topics"  # list[TopicMention]
CHILDREN = "children"  # list[dict]: age_months [min, max], label, role; needs, where each child has its own
REFERENCES = "references"  # list[dict]: role, another, start, end of children spoken of without an age
WISHES = "wishes"  # list[str]: how an offer should be
PLACE = "place"  # dict: key, name, or None
NEEDS = "needs"  # list[str], most important first
CRISIS = "crisis"  # str: one of the five kinds, or None
WORRY = "worry"  # str: a kind of danger that sounds faintly through, or None
UNDERSTOOD = "understood"  # dict in the form of the chat contract; the only one that leaves the pipeline
