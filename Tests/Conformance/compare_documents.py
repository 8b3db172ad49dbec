#!/usr/bin/env python3
"""Compares QueryShapes with graphql-core: the same documents, the same answers.

    compare_documents.py NIGHTJAR_BENCH [COUNT [SEED]]

Generates COUNT documents (5,000 unless said) by the grammar of the specification's edition of
September 2025, and for each of them one that was mutated, so that about half of all are wrong. Both
parsers must accept or refuse the same, stop at the same line and column, and print accepted documents
alike. The signature of each operation is compared with Apollo's steps done on graphql-core's tree.

graphql-core 3.3 is told to keep to executable documents and to selection sets that are not empty,
which it would otherwise allow beyond the specification. Nothing else is set aside.
"""

import random
import re
import subprocess
import sys
from collections import Counter

import graphql
from graphql import GraphQLError, print_ast
from graphql.language import ast, Visitor, visit
from graphql.language.parser import Parser
from graphql.utilities import separate_operations

MAX_TOKENS, MAX_DEPTH = 1500, 200


class ExecutableParser(Parser):
    """graphql-core's parser without definitions and extensions of a type system."""

    _parse_type_system_definition_method_names = {}
    _parse_other_definition_method_names = {}


# ---------------------------------------------------------------------------- documents

NAMES = ["a", "b", "id", "name", "on", "query", "fragment", "true", "null", "type", "_x", "edges",
         "node", "Abc9", "user", "aVeryLongFieldNameThatMakesLinesBreakEarly"]
STRINGS = ["", "x", "it's", "\\n", "\\\"", "\\u00e9", "\\u{1F600}", "\\uD83D\\uDE00", "\\u{0}", "é",
           "😀", "\t", "\\\\", "\\/", "\\b\\f\\r\\t", "\x00", "\x7f", "\u0085", "\\u0085", "\ufeff",
           "a rather long piece of text that goes on until a line must be broken"]
BLOCKS = ["", "a", "\n  a\n    b\n\n  c\n", "  lead", "end\\", "end\"", "\\\"\"\"", "a\r\nb\rc", "\t",
          "\n\n", " \n x", "é😀\n", "x" * 75, "\"in\" side", "a\n\\\"\"\"\nb", "a \n  \n   b  "]


class Writer:
    """Writes random documents, one token after the other."""

    def __init__(self, random):
        self.random = random

    def chance(self, share):
        return self.random.random() < share

    def name(self, *without):
        while True:
            name = self.random.choice(NAMES)
            if name not in without:
                return [name]

    def many(self, item, most, least=1):
        return [t for _ in range(self.random.randint(least, most)) for t in item()]

    def document(self):
        return self.many(self.definition, 3)

    def description(self):
        return [self.string()] if self.chance(0.15) else []

    def definition(self):
        if self.chance(0.2):
            return self.selections(0)
        if self.chance(0.3):
            return (self.description() + ["fragment"] + self.name("on") + ["on"] + self.name()
                    + self.directives(False) + self.selections(0))
        kind = self.random.choice(["query", "query", "mutation", "subscription"])
        tokens = self.description() + [kind] + (self.name() if self.chance(0.7) else [])
        if self.chance(0.5):
            tokens += ["("] + self.many(self.variable, 4) + [")"]
        return tokens + self.directives(False) + self.selections(0)

    def variable(self):
        tokens = self.description() + ["$"] + self.name() + [":"] + self.type(0)
        if self.chance(0.4):
            tokens += ["="] + self.value(0, True)
        return tokens + self.directives(True)

    def type(self, depth):
        inner = (["["] + self.type(depth + 1) + ["]"]) if depth < 3 and self.chance(0.3) else self.name()
        return inner + (["!"] if self.chance(0.3) else [])

    def selections(self, depth):
        return ["{"] + self.many(lambda: self.selection(depth), 5 if depth < 2 else 2) + ["}"]

    def selection(self, depth):
        if self.chance(0.12):
            return ["..."] + self.name("on") + self.directives(False)
        if depth < 5 and self.chance(0.12):
            condition = ["on"] + self.name() if self.chance(0.7) else []
            return ["..."] + condition + self.directives(False) + self.selections(depth + 1)
        tokens = self.name() + ([":"] + self.name() if self.chance(0.2) else [])
        tokens += self.arguments(False, 0.3) + self.directives(False)
        return tokens + (self.selections(depth + 1) if depth < 5 and self.chance(0.4) else [])

    def directives(self, constant):
        if not self.chance(0.15):
            return []
        return self.many(lambda: ["@"] + self.name() + self.arguments(constant, 0.5), 2)

    def arguments(self, constant, share):
        if not self.chance(share):
            return []
        return ["("] + self.many(lambda: self.name() + [":"] + self.value(0, constant), 4) + [")"]

    def string(self):
        if self.chance(0.3):
            text = "".join(self.random.choices(BLOCKS, k=self.random.randint(1, 3)))
            return '"""' + text + ("\n" if text.endswith(('"', "\\")) else "") + '"""'
        return '"' + "".join(self.random.choices(STRINGS, k=self.random.randint(0, 3))) + '"'

    def value(self, depth, constant):
        kind = self.random.randrange(10 if depth < 4 else 7)
        if kind == 0 and not constant:
            return ["$"] + self.name()
        if kind <= 1:
            return [self.random.choice(["0", "-0", "7", "-12", "9007199254740993", "123456789012345678901"])]
        if kind == 2:
            return [self.random.choice(["0.5", "-1.25", "1e9", "1E-3", "-0.0e+7"])]
        if kind <= 4:
            return [self.string()]
        if kind == 5:
            return [self.random.choice(["true", "false", "null"])]
        if kind == 6:
            return self.name()
        if kind == 7:
            return ["["] + self.many(lambda: self.value(depth + 1, constant), 5, 0) + ["]"]
        fields = lambda: self.name() + [":"] + self.value(depth + 1, constant)
        return ["{"] + self.many(fields, 4, 0) + ["}"]


IGNORED = [" ", " ", "\n", "\r\n", "\r", "\t", ",", ", ", "\ufeff", "# comment é 😀\n", "#\r", "  \n\n "]


def layout(random, tokens):
    """The tokens with white space between them, at least where two would run together."""
    text = random.choice(["", "", "\ufeff", "# first\n"])
    for token in tokens:
        if text and (random.random() < 0.5 or re.match(r"[\w.\"-]", token) and re.search(r"[\w.\"]$", text)):
            text += random.choice(IGNORED)
        text += token
    return text + random.choice(["", "", "\n", " # last", ","])


PIECES = list("{}()[]:=!$@|&\"'\\.#,;-+*0123eEx \n\r\t/?%^~`<>") + [
    "...", '"""', "\\u", "\\u{", "\\uD800", "on", "query", "type", "extend", "0", "00", "1.", ".5",
    "1e", "-", "\x00", "\x1f", "é", "😀", "\u2028", "\ufeff", "\\", "\\\"\"\"", "schema", "\"d\" "]


def mutated(random, text, tokens):
    """The document with one to three errors made by chance; some of them are none."""
    if random.random() < 0.5:
        tokens = list(tokens)
        for _ in range(random.randint(1, 2)):
            at = random.randrange(len(tokens))
            action = random.randrange(4)
            if action == 0:
                del tokens[at]
            elif action == 1:
                tokens.insert(at, random.choice(tokens))
            elif action == 2:
                tokens[at] = random.choice(PIECES)
            else:
                other = random.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            if not tokens:
                break
        return layout(random, tokens)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        action = random.randrange(4)
        if action == 0:
            text = text[:at] + text[at + random.randint(1, 3):]
        elif action == 1:
            text = text[:at] + random.choice(PIECES) + text[at:]
        elif action == 2:
            text = text[:at] + random.choice(PIECES) + text[at + 1:]
        else:
            text = text[:at]
    return text


def nested(random):
    """Documents about as deep as is allowed, or about as long."""
    depth = random.randint(MAX_DEPTH - 3, MAX_DEPTH + 3)
    kind = random.randrange(5)
    if kind == 0:
        return "{a" * depth + "}" * depth
    if kind == 1:
        return "{a(b:" + "[" * (depth - 1) + "]" * (depth - 1) + ")}"
    if kind == 2:
        return "{a(b:" + "{c:" * (depth - 1) + "1" + "}" * (depth - 1) + ")}"
    if kind == 3:
        return "query($a:" + "[" * depth + "T" + "]" * depth + "){a}"
    return "{" + "a " * random.randint(MAX_TOKENS - 4, MAX_TOKENS + 2) + "}"


# ---------------------------------------------------------------------------- answers


def expected(text):
    """What graphql-core says: ("ok", printed, signatures) or ("error", "line:column")."""
    parser = ExecutableParser(
        text, allow_empty_selection_sets=False, max_lexical_tokens=MAX_TOKENS
    )
    try:
        document = parser.parse_document()
    except GraphQLError as error:
        place = error.locations[0]
        return "error", f"{place.line}:{place.column}", error.message
    except RecursionError:
        place = parser._lexer.source.get_location(parser._lexer.token.start)
        return "error", f"{place.line}:{place.column}", "nested too deeply"
    return "ok", print_ast(document), signatures(document)


class HideLiterals(Visitor):
    """Empty values for literals; lists and objects as words, so that their room is two columns."""

    def enter_int_value(self, node, *_):
        return ast.IntValueNode(value="0")

    def enter_float_value(self, node, *_):
        return ast.FloatValueNode(value="0")

    def enter_string_value(self, node, *_):
        return ast.StringValueNode(value="", block=False)

    def enter_list_value(self, node, *_):
        return ast.EnumValueNode(value="[]")

    def enter_object_value(self, node, *_):
        return ast.EnumValueNode(value="{}")


def by_name(nodes):
    return tuple(sorted(nodes or (), key=lambda node: node.name.value))


def altered(node, **changes):
    values = {key: getattr(node, key) for key in node.keys if key != "loc"}
    return type(node)(**{**values, **changes})


KINDS = ["fragment_definition", "operation_definition", "field", "fragment_spread", "inline_fragment"]


class Sort(Visitor):
    """The orders of Apollo's sortAST, and no aliases and descriptions."""

    def leave_document(self, node, *_):
        key = lambda d: (KINDS.index(d.kind), (0, d.name.value) if d.name else (1, ""))
        return altered(node, definitions=tuple(sorted(node.definitions, key=key)))

    def leave_operation_definition(self, node, *_):
        variables = sorted(node.variable_definitions or (), key=lambda v: v.variable.name.value)
        return altered(node, description=None, variable_definitions=tuple(variables))

    def leave_variable_definition(self, node, *_):
        return altered(node, description=None)

    def leave_selection_set(self, node, *_):
        name = lambda s: s.name.value if s.kind != "inline_fragment" else ""
        key = lambda s: (KINDS.index(s.kind), name(s))
        return altered(node, selections=tuple(sorted(node.selections, key=key)))

    def leave_field(self, node, *_):
        return altered(node, alias=None, arguments=by_name(node.arguments))

    def leave_fragment_spread(self, node, *_):
        return altered(node, directives=by_name(node.directives))

    def leave_inline_fragment(self, node, *_):
        return altered(node, directives=by_name(node.directives))

    def leave_fragment_definition(self, node, *_):
        return altered(node, description=None, directives=by_name(node.directives))

    def leave_directive(self, node, *_):
        return altered(node, arguments=by_name(node.arguments))


def signatures(document):
    """The usage-reporting signature of each operation; None where names are not unique."""
    names = [d.name.value if d.name else "" for d in document.definitions
             if isinstance(d, ast.OperationDefinitionNode)]
    fragments = [d.name.value for d in document.definitions
                 if isinstance(d, ast.FragmentDefinitionNode)]
    if len(set(names)) < len(names) or len(set(fragments)) < len(fragments):
        return None
    separated = separate_operations(document)
    texts = []
    for name in names:
        text = print_ast(visit(visit(separated[name], HideLiterals()), Sort()))
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r"([^_a-zA-Z0-9]) ", r"\1", text)
        texts.append(re.sub(r" ([^_a-zA-Z0-9])", r"\1", text))
    return texts


def answers(program, texts):
    """What QueryShapes says of each text, in the form of `expected`."""
    data = b"".join(b"%d\n%s" % (len(t), t) for t in (text.encode() for text in texts))
    command = [program, "parse-documents", "--max-tokens", str(MAX_TOKENS), "--max-depth", str(MAX_DEPTH)]
    output = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    position = 0

    def line():
        nonlocal position
        end = output.index(b"\n", position)
        text = output[position:end].decode()
        position = end + 1
        return text

    while position < len(output):
        kind, rest = line().split(" ", 1)
        if kind == "error":
            place, message = rest.split(" ", 1)
            yield kind, place, message
            continue
        parts = []
        for _ in range(int(rest)):
            size = int(line())
            parts.append(output[position:position + size].decode())
            position += size + 1
        yield kind, parts[0], parts[1:]


def compare(mine, theirs):
    """What two answers disagree about; None when they agree."""
    if mine[0] != theirs[0]:
        return "accept or refuse"
    if mine[1] != theirs[1]:
        return "position" if mine[0] == "error" else "canonical form"
    if mine[0] == "ok" and theirs[2] is not None and mine[2] != theirs[2]:
        return "signature"
    return None


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chance = random.Random(seed)
    writer = Writer(chance)
    texts = []
    for _ in range(count):
        tokens = writer.document()
        text = layout(chance, tokens)
        texts += [text, mutated(chance, text, tokens)]
    texts += [nested(chance) for _ in range(100)]
    counts, shown = Counter(), 0
    for text, mine in zip(texts, answers(program, texts), strict=True):
        theirs = expected(text)
        counts[theirs[0]] += 1
        if theirs[0] == "ok":
            counts["signatures"] += len(theirs[2] or ())
        problem = compare(mine, theirs)
        if problem:
            counts[problem] += 1
            counts["disagreements"] += 1
            if shown < 10:
                shown += 1
                print(f"{problem}: {text!r}\n  QueryShapes:  {mine!r}\n  graphql-core: {theirs!r}")
    print(f"documents: {len(texts)} compared with graphql-core {graphql.__version__}: "
          f"{counts['ok']} accepted, {counts['error']} refused, {counts['signatures']} signatures, "
          f"{counts['disagreements']} disagreements")
    sys.exit(1 if counts["disagreements"] else 0)


if __name__ == "__main__":
    main()
