/** What the editor's theme says about the picture, above the picture's own style. It stands inside the picture's own tree. */

export const PICTURE_STYLE = `
:host { display: block; }
svg { display: block; width: 100%; height: 100%; }
.g { fill: none; }
.b { fill: var(--vscode-editorWidget-background); }
.n, .t { fill: var(--vscode-editor-foreground); }
.k, .d { fill: var(--vscode-descriptionForeground, var(--vscode-editor-foreground)); }
.l { fill: var(--vscode-descriptionForeground, var(--vscode-editor-foreground)); stroke: var(--vscode-editor-background); }
[role="link"] { cursor: pointer; outline: none; }
[role="link"]:hover .b { stroke: var(--vscode-textLink-foreground); }
[role="link"]:focus-visible .b { stroke: var(--vscode-focusBorder); stroke-width: 3; }
[data-marked] .b { fill: var(--vscode-list-inactiveSelectionBackground, var(--vscode-editorWidget-background)); stroke: var(--vscode-focusBorder); stroke-width: 2; }
:host([data-contrast]) g:not(.added):not(.removed):not(.changed) > .b, :host([data-contrast]) .m, :host([data-contrast]) .s {
  fill: var(--vscode-editor-background); stroke: var(--vscode-contrastBorder);
}
:host([data-contrast]) .e { stroke: var(--vscode-editor-foreground); }
:host([data-contrast]) .h, :host([data-contrast]) .k, :host([data-contrast]) .d, :host([data-contrast]) .l { fill: var(--vscode-editor-foreground); }
:host([data-contrast]) [data-marked] .b, :host([data-contrast]) [role="link"]:hover .b {
  stroke: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder)); stroke-width: 3;
}
:host([data-contrast]) [role="link"]:focus-visible .b { stroke: var(--vscode-focusBorder); stroke-width: 4; }
`;
