import { V7Generator } from 'uuidv7';

/** Where new ids come from: an argument, so that tests can foretell them. */
export interface Ids {
  /** A UUIDv7, larger than every one that this process gave before. */
  next(): string;
}

export function createIds(): Ids {
  const generator = new V7Generator();
  return { next: () => generator.generate().toString() };
}
