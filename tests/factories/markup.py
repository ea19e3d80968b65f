"""Texts that would run in a careless page, and a way to see that none does."""

from __future__ import annotations

import lxml.html

MARK = "pwned"
CALL = f"{MARK}()"
PAYLOADS = [
    f"<script>{CALL}</script>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<script src=//{MARK}.example></script>",
    f"<scr<script>ipt>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"<!--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f"<![CDATA[<script>{CALL}</script>]]>",
    f"<img src=x onerror={CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f'"><img src=x onerror={CALL}>',
    f"'><img src=x onerror={CALL}>",
    f"`><img src=x onerror=`{CALL}`>",
    f"<img src=`x`onerror={CALL}>",
    f"<img src='x' onerror\n=\n{CALL}>",
    f"<svg onload={CALL}>",
    f"<svg/onload={CALL}//",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x>",
    f'<svg><a xlink:href="javascript:{CALL}"><text>x</text></a>',
    f"<math><mtext><script>{CALL}</script>",
    f'<math href="javascript:{CALL}">x</math>',
    f"<body onload={CALL}>",
    f"<iframe src=javascript:{CALL}>",
    f'<iframe srcdoc="<script>{CALL}</script>">',
    f"<object data=javascript:{CALL}>",
    f"<embed src=javascript:{CALL}>",
    f"<a href=javascript:{CALL}>x</a>",
    f"<a href='java&#10;script:{CALL}'>x</a>",
    f"<a href=data:text/html,<script>{CALL}</script>>x</a>",
    f"<form action=javascript:{CALL}><button>x</form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>",
    f"<link rel=stylesheet href=//{MARK}.example>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=//{MARK}.example/>",
    f"<style>@import '//{MARK}.example';</style>",
    f"<div style=background:url(javascript:{CALL})>",
    f"<table background=javascript:{CALL}>",
    f"<isindex type=image src=1 onerror={CALL}>",
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f'" onmouseover="{CALL}',
    f"' onmouseover='{CALL}",
    f'" autofocus onfocus="{CALL}" x="',
    f"javascript:{CALL}",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"\\u003cscript\\u003e{CALL}",
    f"\\x3cscript\\x3e{CALL}",
    f"';{CALL};//",
    f'";{CALL};//',
    f"${{{CALL}}}",
    f"{{{{{CALL}}}}}",
    f"{{% include '{MARK}' %}}",
    f"＜script＞{CALL}＜/script＞",
    f'#panic("{MARK}") $x$ *b* @{MARK} <{MARK}> \\u{{41}}',
]
DOORS = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "srcset",
    "poster",
    "background",
    "xlink:href",
    "style",
    "srcdoc",
}


def active_marks(content: bytes) -> list[str]:
    """Where the mark stands in a page so that a browser would run or fetch it; empty when all are mere words."""
    page = lxml.html.document_fromstring(content.decode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {"script", "style"} and any(code in (element.text or "") for code in (CALL, f"//{MARK}")):
            found.append(f"<{element.tag}>: {element.text}")
        if MARK in element.tag:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if MARK in name or (MARK in value and is_door(name, value)):
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


def is_door(name: str, value: str) -> bool:
    """Whether a value in this attribute is run or fetched; a link to our own search for the word is not."""
    if name.startswith("on") or name in {"style", "srcdoc"}:
        return True
    return name in DOORS and not value.startswith(("/", "?", "http://testserver/", "http://127.0.0.1"))
