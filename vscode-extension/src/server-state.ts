/** What the status bar says about the server; plain, so that it can be tested without an editor. */

export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly command: string; readonly version: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface StatusLabel {
  readonly text: string;
  readonly tooltip: string;
  readonly isError: boolean;
}

export function statusLabel(state: ServerState): StatusLabel {
  switch (state.kind) {
    case 'stopped':
      return { text: '$(circle-slash) OAM', tooltip: 'The OAM language server is not running', isError: false };
    case 'starting':
      return { text: '$(sync~spin) OAM', tooltip: 'The OAM language server is starting', isError: false };
    case 'running':
      return { text: '$(check) OAM', tooltip: `oam-ls ${state.version}`.trim() + `\n${state.command}`, isError: false };
    case 'failed':
      return { text: '$(error) OAM', tooltip: `OAM: ${state.message}`, isError: true };
  }
}
