/** The page of the preview before anything is in it. It holds nothing of the user's: that comes as messages. */

export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** Where the editor lets a page load files from. */
  readonly cspSource: string;
  /** Made anew for every page; without it no script runs. */
  readonly nonce: string;
  /** The address of the document, which the page keeps for the time after a restart. */
  readonly source: string;
}

const TABS = [
  { id: 'topology', title: 'Topology' },
  { id: 'manifests', title: 'Manifests' },
  { id: 'notes', title: 'Notes' },
  { id: 'changes', title: 'Changes' },
];

const BUTTONS = [
  { id: 'zoom-out', title: 'Zoom out (-)', sign: '−' },
  { id: 'zoom-in', title: 'Zoom in (+)', sign: '+' },
  { id: 'zoom-real', title: 'Actual size 1:1 (0)', sign: '1:1' },
  { id: 'zoom-fit', title: 'Fit into the window (F)', sign: 'Fit' },
];

const HELP = 'Topology. Arrow keys move it, plus and minus zoom, 0 is the actual size, F fits it into the window; Enter on a box opens its source.';

const CHANGES_HELP = 'Topology of what changes. Arrow keys move it, plus and minus zoom; Enter on a box opens its source.';

export function previewPage({ script, style, cspSource, nonce, source }: PageParts): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const tabs = TABS.map(
    ({ id, title }) =>
      `<button role="tab" id="tab-${id}" aria-controls="panel-${id}" aria-selected="false" tabindex="-1">${title} <span class="count" id="count-${id}"></span></button>`,
  );
  const buttons = BUTTONS.map(({ id, title, sign }) => `<button id="${id}" title="${title}" aria-label="${title}">${sign}</button>`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(style)}">
<title>OAM Preview</title>
</head>
<body data-source="${escapeHtml(source)}">
<header>
<div id="heading"><label id="application-label" for="application">Application</label> <select id="application"></select><strong id="name"></strong>
<span id="totals" role="status"></span></div>
<div id="problem" role="alert" hidden></div>
<div id="tabs" role="tablist" aria-label="Parts of the preview">${tabs.join('')}</div>
</header>
<main>
<div id="empty" hidden></div>
<section id="panel-topology" role="tabpanel" aria-labelledby="tab-topology" hidden>
<div id="picture" role="group" tabindex="0" aria-label="${HELP}"></div>
<div id="zoom" role="toolbar" aria-label="Size of the picture">${buttons.join('')}</div>
</section>
<section id="panel-manifests" role="tabpanel" aria-labelledby="tab-manifests" hidden>
<div id="bar"><span>A line leads to its source: click, or Enter.</span><button id="open-manifests">Open as document</button></div>
<div id="manifests" role="listbox" aria-label="Manifests, line by line; Enter opens the source of a line"></div>
</section>
<section id="panel-notes" role="tabpanel" aria-labelledby="tab-notes" tabindex="0" hidden><ul id="notes"></ul></section>
<section id="panel-changes" role="tabpanel" aria-labelledby="tab-changes" hidden>
<div id="changes-bar"><span id="changes-summary" role="status"></span><button id="compare">Compare manifests</button></div>
<div id="changes-picture" role="group" tabindex="0" aria-label="${CHANGES_HELP}" hidden></div>
<div id="changes" tabindex="0" role="region" aria-label="What changes, object by object"></div>
</section>
</main>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (it) => names[it] ?? it);
}
