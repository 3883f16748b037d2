import { type Minor, minor, ZERO_MINOR } from '@mosaajii/domain/money';
import type { CountedPieces } from '@mosaajii/domain/operation';
import { useState } from 'react';
import { countedMinor, readCount } from './cash-count.ts';

/** A count in the making: pieces or one total; both are kept while one looks at the other. */
export interface Count {
  readonly way: 'pieces' | 'total';
  readonly setWay: (way: 'pieces' | 'total') => void;
  readonly texts: Readonly<Record<number, string>>;
  readonly setText: (value: Minor, text: string) => void;
  readonly typed: Minor | null | undefined;
  readonly setTyped: (total: Minor | null | undefined) => void;
  /** `null` while what is typed is no count. */
  readonly total: Minor | null;
  /** What lay there of each value; `null` where one total was typed. */
  readonly pieces: readonly CountedPieces[] | null;
}

/** `values`: the notes and coins of the currency; without any only a total can be typed. */
export function useCount(values: readonly Minor[]): Count {
  const [chosen, setWay] = useState<'pieces' | 'total'>('pieces');
  const way = values.length === 0 ? 'total' : chosen;
  const [texts, setTexts] = useState<Readonly<Record<number, string>>>({});
  const [typed, setTyped] = useState<Minor | null | undefined>(null);
  const counts = Object.entries(texts).map(([value, text]) => [Number(value), readCount(text)] as const);
  const isBad = counts.some(([, pieces]) => pieces === null);
  const byPieces = isBad ? null : countedMinor(Object.fromEntries(counts.map(([value, n]) => [value, n ?? 0])));
  const byTotal = typed === undefined || (typed ?? 0) < 0 ? null : (typed ?? ZERO_MINOR);
  const pieces = counts.flatMap(([value, n]) =>
    n === null || n === 0 ? [] : [{ valueMinor: minor(value), count: n }],
  );
  return {
    way,
    setWay,
    texts,
    setText: (value, text) => setTexts((before) => ({ ...before, [value]: text })),
    typed,
    setTyped,
    total: way === 'pieces' ? byPieces : byTotal,
    pieces: way === 'pieces' && !isBad ? pieces.sort((a, b) => b.valueMinor - a.valueMinor) : null,
  };
}
