"""Text from outside: HTML becomes its text, in a time that grows with it, whatever is left open in it."""

import time

import pytest

from myjobmatch.integrations.source_text import one_line, plain_text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<p>Un<br/>deux</p><ul><li>x</li><li>y &amp; z</li></ul>", "Un\ndeux\n\n- x\n\n- y & z"),
        ("<P CLASS='x'>Un</P> <script>if (a<b) {}</script>fin", "Un\nfin"),
        ("<p><style>p {}</style>Un</p><script>deux", "Un"),
        ("<p>Salaire < 2000 et > 1000</p>", "Salaire < 2000 et > 1000"),
        ("<p>je <3 ce métier <b>x", "je <3 ce métier x"),
        ("<p>un<!-- <b>non</b> --> deux<!-- trois", "un deux<!-- trois"),
        ("<p><img alt='a > b'>c", "c"),
        ('<p class="x>y</p>z', "y\nz"),
        ("<div>&lt;p&gt; &eacute; &#233;</div>", "<p> é é"),
        ("<p><?xml a?>b<!DOCTYPE x>c</><![endif]>", "bc"),
        ("<h1>T</h1><table><tr><td>1</td></tr></table>", "T\n\n1"),
        ("<p><a b <a c <p", "<a b <a c <p"),
    ],
)
def test_html_becomes_its_text(written: str, plain: str) -> None:
    assert plain_text(written) == plain


@pytest.mark.parametrize("number", ["9" * 5_000, "x" + "f" * 5_000, "1114112"])
def test_a_number_that_no_sign_has_is_a_lost_sign(number: str) -> None:
    assert plain_text(f"<p>un &#{number}; &#233;") == "un \ufffd é"
    assert plain_text(f"un &#{number}; &#233;") == "un \ufffd é"
    assert one_line(f"un &#{number}; &#233;") == "un \ufffd é"


@pytest.mark.parametrize(
    "open_end",
    [
        "<a ", "</a ", "<a b=\"x' ", "<a b='", "<a" * 9 + "b", "<!-- ", "<!--->", "<!x", "<![x",
        "<?x", "<", "<script>a</", "<script", "<style><!--", "&#", "&aaaaaaaa",
    ],
)  # fmt: skip
def test_what_is_left_open_costs_no_more_than_its_length(open_end: str) -> None:
    def cost(times: int) -> float:
        text = "<p>" + open_end * times
        least = 1e9
        for _ in range(3):
            begun = time.process_time()
            plain_text(text)
            least = min(least, time.process_time() - begun)
        return least

    assert cost(16_000) < 40 * max(cost(2_000), 0.0005)
