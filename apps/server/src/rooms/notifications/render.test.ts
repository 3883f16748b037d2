import { describe, expect, it } from 'vitest';
import { render } from './render.ts';
import { LANGUAGES, TEMPLATES, textOf } from './templates/index.ts';

const placesOf = (texts: readonly string[]) =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')))].sort();
const wordsOf = (text: NonNullable<ReturnType<typeof textOf>>) => [
  text.subject,
  ...text.body,
  text.action ?? '',
  text.short ?? '',
];

describe.each(Object.entries(TEMPLATES))('%s', (name, template) => {
  it.each(LANGUAGES)('says everything in %s, with the params that it promises', (language) => {
    const words = textOf(name, language);
    expect(words, `${name} has no words in ${language}`).toBeDefined();
    if (words === undefined) return;
    // The link of a short text is made, not given.
    const known = [...Object.keys(template.sample), ...(template.link === undefined ? [] : ['link'])];
    for (const place of placesOf([...wordsOf(words), template.link ?? ''])) expect(known).toContain(place);
    // A translation leaves nothing out that the English text says.
    expect(placesOf(wordsOf(words))).toEqual(placesOf(wordsOf(template.text)));
    expect(words.action === undefined).toBe(template.text.action === undefined);
    expect(words.short === undefined).toBe(template.text.short === undefined);
    const rendered = render({ template: name, locale: language, params: template.sample, origin: 'https://shop.test' });
    expect(rendered).toMatchObject({ language, direction: language === 'ar' ? 'rtl' : 'ltr' });
    const all = JSON.stringify(rendered);
    expect(all).not.toMatch(/\{\w+\}/);
    expect(all).not.toContain('undefined');
    for (const [param, value] of Object.entries(template.sample)) {
      if (placesOf(words.body).includes(param)) expect(rendered?.text).toContain(String(value));
    }
    expect(rendered?.html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(rendered?.html).not.toMatch(/<(script|img|link|iframe|form|object)|src=|@import|url\(/i);
  });

  it('uses every param that it asks for', () => {
    const used = placesOf([...wordsOf(template.text), template.link ?? '']).filter((place) => place !== 'link');
    expect(Object.keys(template.sample).sort()).toEqual(used);
  });
});

describe('rendering', () => {
  const evil = '<b>x</b>"\'&\r\nBcc: everybody@example.com';
  const params = { shopName: evil, senderName: evil };

  it('lets no param begin a header or a tag', () => {
    const rendered = render({ template: 'notifications/test', locale: 'en', params });
    expect(rendered?.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(rendered?.subject).toContain('Bcc: everybody@example.com');
    expect(rendered?.html).not.toContain('<b>');
    expect(rendered?.html).toContain('&lt;b&gt;x&lt;/b&gt;&quot;&#39;&amp;');
  });

  it('puts params into links as what they are, and leaves the link out where the address is not known', () => {
    const request = { template: 'notifications/test', locale: 'en-KE', params: { shopName: 'a', senderName: 'b' } };
    expect(render(request)?.text).not.toContain('http');
    expect(render({ ...request, origin: 'https://pos.example.com' })?.text).toContain(
      'Open the messages: https://pos.example.com/messages',
    );
  });

  it('speaks English to whoever speaks none of the languages', () => {
    const request = { template: 'notifications/test', params: { shopName: 'a', senderName: 'b' } };
    expect(render({ ...request, locale: 'de-CH' })?.language).toBe('en');
    expect(render({ ...request, locale: 'AR_eg' })?.language).toBe('ar');
  });

  it('knows no template that is not listed', () => {
    for (const template of ['', 'nothing', '__proto__', 'constructor'])
      expect(render({ template, locale: 'en', params: {} })).toBeNull();
  });

  it('does not fill a place in from what a param says', () => {
    const rendered = render({
      template: 'notifications/test',
      locale: 'en',
      params: { shopName: '{senderName}', senderName: 'secret' },
    });
    expect(rendered?.subject).toBe('Test message from {senderName}');
  });
});
