"""What was said for the command line, for people who have a form before them instead of options."""

import re

_FORMS: tuple[tuple[str, str], ...] = (
    (r"Name it with --column \w+=NAME; the columns are .*\.$", "Choose it among the columns below."),
    (r"Choose one with --column .*, for instance\.", "Choose one among the columns below."),
    (r"; --column .*? chooses otherwise\.", "; you can choose otherwise among the columns."),
    (r"If that is wrong, name them with --column\.", "If that is wrong, choose others among the columns."),
    (r"If that is wrong, say so with --column dates=[\w-]+\.", "If that is wrong, say how dates are written."),
    (r"\bName (it|another column) with --column (\w+)=NAME", r"Choose \1 as the \2 among the columns"),
    (r"\bname (it|another column) with --column (\w+)=NAME", r"choose \1 as the \2 among the columns"),
    (r"with --column (\w+)=NAME", r"as the \1 among the columns"),
    (
        r"Name the one to count in with --currency and give the rates with --fx\.",
        "Convert them to one currency and choose the file again.",
    ),
    (
        r"Leave --currency out, or give the rate with --fx\.",
        "Settle that currency under Markets and analysis, or convert the amounts and choose the file again.",
    ),
    (r"Mend the file, or accept (more|as many) with --max-set-aside\.", "Mend the file and choose it again."),
    (r", or accept (more|as many) with --max-set-aside\.", ", or mend the file and choose it again."),
    (r"Say with --column ROLE=NAME what a column is, or define", "To keep one, define"),
)
_OPTION = re.compile(r"--(column|currency|fx|max-set-aside|segment)\b")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def without_options(said: str) -> str:
    """The same in the words of the pages; a sentence that speaks of an option in another way is left out."""
    for form, instead in _FORMS:
        said = re.sub(form, instead, said, flags=re.DOTALL)
    if not _OPTION.search(said):
        return said
    return " ".join(one for one in _SENTENCE.split(said) if not _OPTION.search(one))
