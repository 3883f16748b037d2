import { createRequire } from 'node:module';
import { type Block, isBlack, type Paper } from '@mosaajii/domain/paper';
import {
  Document,
  Font,
  Link,
  Page,
  type PageProps,
  Path,
  renderToBuffer,
  StyleSheet,
  type Styles,
  Svg,
  Text,
  View,
} from '@react-pdf/renderer';
import { createElement as element, type ReactElement } from 'react';

const { resolve } = createRequire(import.meta.url);
const file = (name: string) => resolve(`@fontsource/${name}`);
let hasFonts = false;

/** The fonts travel with the program: a shop's server may have none, and nothing is fetched. */
function useFonts(): void {
  if (hasFonts) return;
  hasFonts = true;
  const family = (name: string, path: (weight: number) => string) =>
    Font.register({
      family: name,
      fonts: [400, 700].map((weight) => ({ src: file(path(weight)), fontWeight: weight })),
    });
  family('Latin', (weight) => `noto-sans/files/noto-sans-latin-${weight}-normal.woff`);
  family('LatinExt', (weight) => `noto-sans/files/noto-sans-latin-ext-${weight}-normal.woff`);
  family('Arabic', (weight) => `noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff`);
  // Names and numbers of goods are never broken by somebody else's rules of hyphenation.
  Font.registerHyphenationCallback((word) => [word]);
}

const styles = StyleSheet.create({
  rollLarge: { fontSize: 12, fontWeight: 700, textAlign: 'center', marginBottom: 4 },
  rollTotal: { fontSize: 10, fontWeight: 700, paddingVertical: 4 },
  roll: { paddingVertical: 12, paddingHorizontal: 8 },
  page: { fontFamily: ['Latin', 'LatinExt', 'Arabic'], fontSize: 10, paddingVertical: 48, paddingHorizontal: 56 },
  large: { fontSize: 18, fontWeight: 700, textAlign: 'center', marginBottom: 4 },
  centre: { textAlign: 'center' },
  small: { fontSize: 8.5 },
  bold: { fontWeight: 700 },
  banner: { borderWidth: 1, padding: 4, marginVertical: 6, textAlign: 'center', fontWeight: 700 },
  pair: { flexDirection: 'row', justifyContent: 'space-between', gap: 16, paddingVertical: 1.5 },
  words: { flex: 1 },
  total: { fontSize: 15, fontWeight: 700, paddingVertical: 5 },
  rule: { borderBottomWidth: 0.7, borderBottomColor: '#888888', marginVertical: 6 },
  gap: { height: 10 },
  image: { alignSelf: 'center', marginBottom: 6 },
});

/** A sheet, in as many pages as it takes; or a roll this many millimetres wide, in one page as long as it takes. */
export type PdfSize = 'a4' | 'letter' | 58 | 80;

/** A paper as a PDF. Text stays text: it can be searched and copied. */
export function renderPdf(paper: Paper, size: PdfSize): Promise<Buffer> {
  useFonts();
  const isRoll = typeof size === 'number';
  const blocks = paper.blocks.map((block) => drawn(block, paper, isRoll));
  const page = element(Page, formatOf(size), ...blocks);
  return renderToBuffer(element(Document, { title: paper.title, language: paper.language }, page));
}

type Style = Styles[string];

const POINTS_IN_MM = 72 / 25.4;

function formatOf(size: PdfSize): Pick<PageProps, 'size' | 'style' | 'wrap'> {
  if (size === 'a4' || size === 'letter') return { size: size === 'a4' ? 'A4' : 'LETTER', style: styles.page };
  // Without a height a page ends with what is on it; only one that never wraps stays one.
  return {
    size: [size * POINTS_IN_MM],
    wrap: false,
    style: { ...styles.page, ...styles.roll, fontSize: size === 58 ? 7 : 8.5 },
  };
}

function drawn(block: Block, paper: Paper, isRoll: boolean): ReactElement {
  const isRtl = paper.direction === 'rtl';
  const side: Style = isRtl ? { textAlign: 'right', direction: 'rtl' } : {};
  switch (block.kind) {
    case 'text': {
      const place =
        block.size === 'large'
          ? isRoll
            ? styles.rollLarge
            : styles.large
          : block.align === 'centre'
            ? styles.centre
            : side;
      const size = block.size === 'small' ? [styles.small] : [];
      return element(
        Text,
        { style: [place, ...size, ...(block.isBold === true ? [styles.bold] : [])] as Style[] },
        shown(block.text),
      );
    }
    case 'banner':
      return element(Text, { style: styles.banner }, shown(block.text));
    case 'pair': {
      const weight =
        block.weight === 'total'
          ? [isRoll ? styles.rollTotal : styles.total]
          : block.weight === 'strong'
            ? [styles.bold]
            : [];
      const words = element(
        Text,
        { key: 'words', style: [styles.words, side, ...weight] as Style[] },
        shown(block.start),
      );
      const figure = element(Text, { key: 'figure', style: weight as Style[] }, shown(block.end));
      return element(View, { style: styles.pair, wrap: false }, isRtl ? [figure, words] : [words, figure]);
    }
    case 'rule':
      return element(View, { style: styles.rule });
    case 'gap':
      return element(View, { style: styles.gap });
    case 'image': {
      const { width, height } = block.image;
      const picture = element(Path, { d: dotsPath(block.image), fill: '#000000' });
      return element(
        Svg,
        { viewBox: `0 0 ${width} ${height}`, style: { ...styles.image, width: width * 0.35, height: height * 0.35 } },
        picture,
      );
    }
    case 'barcode':
      return element(Text, { style: styles.centre }, block.text);
    case 'qr':
      return element(Link, { src: block.text, style: styles.centre }, block.caption ?? block.text);
  }
}

/** Thin and joined spaces are in none of the fonts; a line without anything would have no height. */
function shown(text: string): string {
  return text.replace(/[\u202f\u2009]/g, '\u00a0') || ' ';
}

function dotsPath(image: Extract<Block, { readonly kind: 'image' }>['image']): string {
  let path = '';
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const start = x;
      while (x < image.width && isBlack(image, x, y)) x += 1;
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    }
  }
  return path;
}
