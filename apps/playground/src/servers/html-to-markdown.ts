import TurndownService from 'turndown';

/** Elements without content for a reader. */
const NO_CONTENT = ['script', 'style', 'noscript', 'nav', 'footer', 'aside', 'form', 'iframe', 'template'];

/** Converts a page to Markdown that starts with its title. */
export function htmlToMarkdown(html: string): string {
  let title = '';
  const markdown = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
  })
    .remove((node) => NO_CONTENT.includes(node.nodeName.toLowerCase()))
    .addRule('title', {
      filter: 'title',
      replacement: (content) => {
        // An inline SVG has titles as well; the first one is the page's.
        title ||= content.trim();
        return '';
      },
    })
    .turndown(html);
  return title === '' || /^# /m.test(markdown) ? markdown : `# ${title}\n\n${markdown}`;
}
