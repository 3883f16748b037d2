import { describe, expect, it } from 'vitest';
import type { Message, Messages } from './message.ts';

/** Each room's words are a file of their own, named as the room; `team` is put together from parts. */
const ROOMS = import.meta.glob<Readonly<Record<string, Messages>>>(
  ['./en/*.ts', '!./en/index.ts', '!./en/team-*.ts', '!./en/shift-office.ts'],
  {
    eager: true,
  },
);
const ENGLISH: Readonly<Record<string, Messages>> = Object.assign({}, ...Object.values(ROOMS));

type Words = Readonly<Record<string, Messages>>;
const FILES = import.meta.glob<{ readonly [part: string]: Words }>('./*/{first,selling,later}.ts', {
  eager: true,
});

function wordsOf(language: string): Words {
  return {
    ...FILES[`./${language}/first.ts`]?.['first'],
    ...FILES[`./${language}/selling.ts`]?.['selling'],
    ...FILES[`./${language}/later.ts`]?.['later'],
  };
}

/** The program, without its words and its tests. */
const SOURCES = import.meta.glob<string>(['../../**/*.{ts,tsx}', '!./*/*.ts', '!../../**/*.test.{ts,tsx}'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const texts = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));

describe.each(['sw', 'fr', 'ar'])('the words in %s', (language) => {
  const words = wordsOf(language);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();

  it.each(Object.keys(ENGLISH))('%s says everything that English says, and nothing else', (room) => {
    expect(Object.keys(words[room] ?? {}).toSorted()).toEqual(Object.keys(ENGLISH[room] ?? {}).toSorted());
  });

  it('name no room that there is not', () => {
    expect(Object.keys(words).filter((room) => !(room in ENGLISH))).toEqual([]);
  });

  it('have the same places in every sentence', () => {
    const wrong = eachMessage(words).filter(({ english, message }) => {
      const wanted = places(texts(english).join(' ')).filter((place) => place !== '{count}');
      // "One item": a form for a single number may leave its figure out, never another place.
      return texts(message).some((text) => {
        const found = places(text).filter((place) => place !== '{count}');
        return text.trim() === '' || JSON.stringify(found) !== JSON.stringify(wanted);
      });
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('have every plural form of the language', () => {
    const wrong = eachMessage(words).filter(({ english, message }) => {
      if (typeof english === 'string') return typeof message !== 'string';
      return typeof message === 'string' || JSON.stringify(Object.keys(message).toSorted()) !== JSON.stringify(forms);
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('are translated: hardly a sentence is the English one', () => {
    const same = eachMessage(words).filter(
      ({ english, message }) =>
        typeof english === 'string' &&
        english === message &&
        (english.replace(/\{\w+\}/g, '').match(/\p{L}{2,}/gu) ?? []).length > 3,
    );
    expect(same.map(({ key }) => key)).toEqual([]);
  });
});

it('no word waits for somebody who never asks for it', () => {
  const source = Object.values(SOURCES).join('\n');
  const asked = new Set(source.match(/(?<=['"`])\w+\.[\w.-]+(?=['"`])/g));
  // `shift.allIs_${name}` asks for each word that begins like it.
  const begun = [...new Set(source.match(/(?<=`)\w+\.[\w.-]*(?=\$\{)/g))];
  const unasked = Object.entries(ENGLISH)
    .flatMap(([room, messages]) => Object.keys(messages).map((name) => `${room}.${name}`))
    .filter((key) => !asked.has(key) && !begun.some((beginning) => key.startsWith(beginning)));
  expect(unasked).toEqual([]);
});

it('every file that is imported for its words alone is named in the package, or the build leaves it out', () => {
  const manifest = Object.values(
    import.meta.glob<{ readonly sideEffects: readonly string[] }>('../../../package.json', {
      eager: true,
      import: 'default',
    }),
  )[0];
  const imported = Object.entries(SOURCES).flatMap(([file, source]) =>
    [...source.matchAll(/^import '(\.[^']+\.ts)';$/gm)].map(([, path = '']) => {
      const url = new URL(path, new URL(file, 'file:///src/platform/i18n/'));
      return `.${url.pathname}`;
    }),
  );
  expect(imported).toContain('./src/platform/drawer/words.ts');
  expect([...new Set(imported)].filter((path) => manifest?.sideEffects.includes(path) !== true)).toEqual([]);
});

function eachMessage(words: Words): { key: string; english: Message; message: Message }[] {
  return Object.entries(words).flatMap(([room, messages]) =>
    Object.entries(messages).flatMap(([name, message]) => {
      const english = ENGLISH[room]?.[name];
      return english === undefined ? [] : [{ key: `${room}.${name}`, english, message }];
    }),
  );
}
