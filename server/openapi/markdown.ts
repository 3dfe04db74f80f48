// As much of Markdown as our own descriptions use: headings, tables, paragraphs, `code`, links to nothing outside.
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => escapes[char] ?? char);

export const inline = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const BAR = /(?<!\\)\|/;

function table(lines: readonly string[]): string {
  const rows = lines
    .filter((_line, i) => i !== 1)
    .map((line) =>
      line
        .split(BAR)
        .slice(1, -1)
        .map((cell) => inline(cell.trim().replaceAll('\\|', '|'))),
    );
  const row = (cells: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const [head = [], ...body] = rows;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${body.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
}

/** HTML of a description; `level` is the heading that `##` becomes. */
export function html(markdown: string, level: number): string {
  return markdown
    .split(/\n{2,}/)
    .map((block) => {
      if (block.startsWith('## ')) return `<h${level}>${inline(block.slice(3))}</h${level}>`;
      const lines = block.split('\n');
      return lines[0]?.startsWith('|') ? table(lines) : `<p>${inline(lines.join(' '))}</p>`;
    })
    .join('\n');
}
