/** What the server's `oam.status` tells, as one line for the status bar's tooltip; what is not understood is left out. */

export function factsLine(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) {
    return '';
  }
  const { platform, documents, files, indexing } = answer as Record<string, unknown>;
  const parts = [
    typeof platform === 'string' && platform !== '' ? `platform ${platform}` : '',
    typeof documents === 'number' && typeof files === 'number' ? countLine(documents, files) : '',
    indexing === true ? 'still reading' : '',
  ];
  return parts.filter((it) => it !== '').join(' · ');
}

function countLine(documents: number, files: number): string {
  return `${plural(documents, 'OAM document')} in ${plural(files, 'file')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
