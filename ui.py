"""The chat page: Gradio over the assistant, mounted on the web service."""

from __future__ import annotations

import html
import os
import uuid
from typing import Any

# set before Gradio is imported: it reports to its makers otherwise
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI

from assistant.answer import Citation, Figure
from assistant.assistant import EMPTY_STORE, Assistant, open_assistant
from assistant.citing import clip_locator, told_quality, told_value, write_marks
from assistant.service import create_service
from assistant.settings import read_settings
from corpus.errors import TrolyError

TITLE = "Trợ lý Chỉ số"
EXAMPLES = (
    "Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?",
    "Chỉ số CCHC năm 2022 thay đổi thế nào so với 2021?",
    "Lĩnh vực nào tụt hạng nhiều nhất, vì sao?",
    "Mức độ hài lòng chung của người dân là bao nhiêu?",
)
FIGURE_HEADERS = ("Số liệu", "Là gì", "Cách có được", "Nguồn")
_KINDS = {"table": "bảng", "text": "lời văn"}
_STYLE = """
footer { display: none !important }
.gradio-container { max-width: 1280px !important; margin: 0 auto !important }
#head h1 { margin: 0 0 .15em 0 }
#head p { margin: 0; opacity: .75 }
.source { border-left: 3px solid var(--primary-500); padding: .4em .8em; margin: 0 0 .8em 0;
          background: var(--background-fill-secondary); border-radius: 0 6px 6px 0 }
.source b { color: var(--primary-600) }
.source .where { font-size: .92em; opacity: .8; margin: .15em 0 }
.source blockquote { margin: .3em 0 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
          max-height: 14em; overflow: auto }
#sources { max-height: 60vh; overflow: auto }
table.figures { border: 0 !important; width: 100%; border-collapse: collapse; font-size: .95em }
table.figures th, table.figures td { text-align: left; vertical-align: top; padding: .35em .6em;
          border: 0; border-bottom: 1px solid var(--border-color-primary); overflow-wrap: anywhere }
table.figures th, table.figures td:last-child { white-space: nowrap; overflow-wrap: normal }
table.figures td:first-child { font-weight: 600; white-space: nowrap }
.empty { opacity: .65 }
"""
_THEME = gr.themes.Soft(  # fonts of the machine: none are fetched
    primary_hue="blue", font=["Noto Sans", "Segoe UI", "sans-serif"], font_mono=["ui-monospace", "monospace"]
)

Turn = dict[str, Any]
Shown = tuple[list[Turn], str, str, str]


def create_app() -> FastAPI:
    """The web app over the store that the settings name: the page at /, the service under /api."""
    assistant = open_assistant(read_settings())
    return gr.mount_gradio_app(  # type: ignore[no-any-return]
        create_service(assistant),
        build_page(assistant),
        path="/",
        theme=_THEME,
        css=_STYLE,
        footer_links=[],
        ssr_mode=False,
        show_error=False,
    )


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page: conversation on the left, the figures and sources of the last answer on the right."""

    def respond(question: str, turns: list[Turn], thread: str) -> Shown:
        thread = thread or f"page-{uuid.uuid4().hex}"
        asked = [*turns, {"role": "user", "content": question}]
        try:
            answer = assistant.ask(question, thread)
        except TrolyError as error:
            return [*asked, {"role": "assistant", "content": str(error)}], show_figures(()), show_sources(()), thread
        said = [*asked, {"role": "assistant", "content": answer.answer}]
        return said, show_figures(answer.figures), show_sources(answer.citations), thread

    with gr.Blocks(title=TITLE, analytics_enabled=False) as page:
        thread = gr.State("")
        head = gr.Markdown(elem_id="head")
        page.load(lambda: f"# {TITLE}\n{_describe_store(assistant)}", None, head, api_visibility="private")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    label="Hội thoại", height=520, buttons=["copy"], placeholder="Hãy hỏi về số liệu trong các báo cáo."
                )
                with gr.Row():
                    box = gr.Textbox(
                        placeholder="Nhập câu hỏi, có dấu hay không dấu, rồi nhấn Enter…",
                        label="Câu hỏi",
                        submit_btn="Hỏi",
                        elem_id="ask",
                        max_length=20_000,
                        autofocus=True,
                    )
                samples = [gr.Button(text, size="sm", variant="secondary") for text in EXAMPLES]
                fresh = gr.Button("Hội thoại mới", size="sm", variant="stop")
            with gr.Column(scale=2, min_width=320):
                gr.Markdown("### Số liệu trong câu trả lời")
                figures = gr.HTML(show_figures(()), elem_id="figures")
                gr.Markdown("### Nguồn")
                sources = gr.HTML(show_sources(()), elem_id="sources")
        shown = [chat, figures, sources, thread]
        box.submit(respond, [box, chat, thread], shown, show_progress="minimal", api_visibility="private")
        box.submit(lambda: "", None, box, api_visibility="private", queue=False)
        for sample in samples:
            sample.click(respond, [sample, chat, thread], shown, show_progress="minimal", api_visibility="private")
        fresh.click(
            lambda: ([], show_figures(()), show_sources(()), ""), None, shown, api_visibility="private", queue=False
        )
    return page  # type: ignore[no-any-return]


def _describe_store(assistant: Assistant) -> str:
    documents = assistant.store.documents()
    if not documents:
        return EMPTY_STORE
    names = ", ".join(document.name for document in documents[:5])
    more = f" và {len(documents) - 5} báo cáo khác" if len(documents) > 5 else ""
    return f"Trả lời từ {len(documents)} báo cáo trong kho: {names}{more}. Mỗi con số đều kèm nơi lấy ra."


def show_figures(figures: tuple[Figure, ...]) -> str:
    """The answer's figures as an HTML table, everything in it escaped."""
    if not figures:
        return '<p class="empty">Các con số của câu trả lời sẽ hiện ở đây.</p>'
    head = "".join(f"<th>{header}</th>" for header in FIGURE_HEADERS)
    rows = "".join(map(_figure_row, figures))
    return f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _figure_row(figure: Figure) -> str:
    cells = (told_value(figure), figure.label, told_quality(figure), write_marks(figure.citations))
    return f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"


def show_sources(citations: tuple[Citation, ...]) -> str:
    """The sources as HTML; what a report says is escaped, so that nothing in it is run."""
    if not citations:
        return '<p class="empty">Nguồn của câu trả lời sẽ hiện ở đây.</p>'
    return "".join(_show_source(citation) for citation in citations)


def _show_source(citation: Citation) -> str:
    told = {
        name: html.escape(text)
        for name, text in (("document", citation.document), ("where", clip_locator(citation.locator)))
    }
    return (
        f'<div class="source"><b>[{citation.id}]</b> {told["document"]} ({_KINDS.get(citation.kind, citation.kind)})'
        f'<div class="where">{told["where"]}</div><blockquote>{html.escape(citation.quote)}</blockquote></div>'
    )
