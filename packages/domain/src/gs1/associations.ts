import { aisOf } from './application-identifiers.ts';
import type { Gs1Element, Gs1Refusal } from './model.ts';

/** Who may not stand with whom, and who needs whom: facts of the GS1 Syntax Dictionary. `n` stands for any digit. */
const EXCLUDED = `
255,37 = 01
01,03 = 02
01,02,37 = 03
235 = 21
01,02,415,8006,8020,8026 = 255
390n,391n,394n,8111 = 3900-9
391n = 3910-9
392n,393n = 3920-9
393n = 3930-9
394n,8111 = 3940-3
392n,393n,395n,8005 = 3950-5
421 = 420
4307 = 421
426 = 422 423 424 425
4331 = 4330
4333 = 4332
7251 = 7250
7256,7259 = 7253-5
7256 = 7259
01,37 = 8006
8018 = 8017
02,8006 = 8026`;

/** Groups that each have to be met by one of their alternatives; `+` joins what is needed together. */
const NEEDED = `
37 = 02 8026
01,02,03,8006,8026 = 10 11 13 15 16
8020 = 12 3910-9 415
01,02,03,255,8006,8026 = 17
01,02,8006,8026 = 20 240 241 242 422 7001
01,03,8006 = 21
01 = 22 235 243 3370-5 710-7 8001 8014 8200
01,8006 21 = 250
01,8006 = 251 7021 7240 8012
414 = 254
01,02 = 30 3100-5 3110-5 3120-5 3130-5 3140-5 3150-5 3160-5 3200-5 3210-5 3220-5 3230-5 3240-5 3250-5 3260-5 3270-5
01,02 = 3280-5 3290-5 3500-5 3510-5 3520-5 3560-5 3570-5 3600-5 3610-5 3640-5 3650-5 3660-5 423 424 425 426
01,02 = 7002 7003 7005 7006 7007 7008 7009 7010 7011 7030-9 8005 8008
00,01 = 3300-5 3310-5 3320-5 3330-5 3340-5 3350-5 3360-5 3400-5 3410-5 3420-5 3430-5 3440-5 3450-5 3460-5 3470-5
00,01 = 3480-5 3490-5 3530-5 3540-5 3550-5 3620-5 3630-5 3670-5 3680-5 3690-5 8009
00 02,8026 = 37
255,8020 = 3900-9
01 30,31nn,32nn,35nn,36nn = 3920-9
30,31nn,32nn,35nn,36nn = 3930-9 3950-5
255 = 3940-3 8111
00 = 403 4300-2 4304-9 4310-2 4314-9 4320-6 4330-3 7041
01,02 422 = 427
4302 = 4303
4312 = 4313
01+10 = 7004
01,8006 416 = 7020
7021 = 7022
01,8004 = 7230-9
8017,8018 = 7241 7242 7253-6 8019
8018 = 7250-2 7257 7259
8018+7259 = 7258
415 = 8007 8020
8010 = 8011
00,01+21,253,255,8003,8004,8006+21,8010+8011,8017,8018 = 8030
01+21 = 8040
01+21+8040 = 8041-3`;

function tableOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [rule = '', names = ''] = line.split(' = ');
        return names
          .split(' ')
          .flatMap(aisOf)
          .map((ai) => [ai, rule] as const);
      }),
  );
}

let excluded: ReadonlyMap<string, string> | null = null;
let needed: ReadonlyMap<string, string> | null = null;

function matches(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && [...pattern].every((char, index) => char === 'n' || char === ai[index]);
}

/** An identifier that stands twice with different data. */
export function repeatedElement(elements: readonly Gs1Element[]): Gs1Refusal | null {
  const other = elements.find(({ ai, value }) => elements.some((one) => one.ai === ai && one.value !== value));
  return other === undefined ? null : { code: 'repeated', detail: `(${other.ai}) stands twice with different data.` };
}

/** Two identifiers that may not describe the same thing, such as a content with the item itself. */
export function excludedElement(elements: readonly Gs1Element[]): Gs1Refusal | null {
  excluded ??= tableOf(EXCLUDED);
  for (const { ai } of elements) {
    const patterns = (excluded.get(ai) ?? measureOf(ai))?.split(',') ?? [];
    const other = elements.find((one) => one.ai !== ai && patterns.some((pattern) => matches(one.ai, pattern)));
    if (other !== undefined) return { code: 'excluded', detail: `(${ai}) and (${other.ai}) exclude each other.` };
  }
  return null;
}

/** A measure may be given once, with one number of decimals. */
function measureOf(ai: string): string | undefined {
  return /^3[1-6]\d\d$/.test(ai) ? `${ai.slice(0, 3)}n` : undefined;
}

/** An identifier that says nothing without another one, such as a lot without the item. */
export function missingElement(elements: readonly Gs1Element[]): Gs1Refusal | null {
  needed ??= tableOf(NEEDED);
  const has = (pattern: string) => elements.some(({ ai }) => matches(ai, pattern));
  for (const { ai } of elements) {
    const groups = needed.get(ai)?.split(' ') ?? [];
    const isMet = groups.every((group) => group.split(',').some((choice) => choice.split('+').every(has)));
    if (!isMet) return { code: 'missing', detail: `(${ai}) says nothing without another identifier.` };
  }
  return null;
}
