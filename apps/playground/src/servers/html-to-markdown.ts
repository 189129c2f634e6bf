import TurndownService from 'turndown';

/** What no reader of a page's text wants. */
const NO_CONTENT = ['script', 'style', 'noscript', 'nav', 'footer', 'aside', 'form', 'iframe', 'template'];

/** A page's text as Markdown, which begins with its title. */
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
        // A drawing in the page has titles as well; the page's own is the first.
        title ||= content.trim();
        return '';
      },
    })
    .turndown(html);
  return title === '' || /^# /m.test(markdown) ? markdown : `# ${title}\n\n${markdown}`;
}
