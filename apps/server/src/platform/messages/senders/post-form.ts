/** What a provider's HTTP interface said. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ANSWER_WITHIN_MS = 15_000;
const MAXIMUM_ANSWER = 64 * 1024;

/**
 * Posts a form and reads the JSON that comes back. The address is a constant of ours; a redirection is not followed, so that
 * credentials go nowhere else. `null`: nobody answered in time, or not in JSON of a reasonable size.
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await readAtMost(response, MAXIMUM_ANSWER);
    if (text === null) return null;
    return { status: response.status, body: jsonOf(text) };
  } catch (error) {
    // Network failures and timeouts; anything else is a fault of ours.
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

async function readAtMost(response: Response, maximum: number): Promise<string | null> {
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > maximum) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Some refusals are plain sentences; the status says what they mean.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A property of something that was read from JSON. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
