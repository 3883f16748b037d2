/**
 * The application identifiers of GS1: facts of the GS1 Syntax Dictionary (gs1/gs1-syntax-engine, Apache-2.0), see
 * fixtures/ATTRIBUTION.md. One line for each kind of content: components, `*` when FNC1 has to end it, then who has it.
 * A component is a character set (N digits, X GS1 set 82, Y set 39, Z file-safe base 64) with its length, `?` when it may
 * be absent, and the rules of its content.
 */
const TABLE = `
N18:csum = 00
N14:csum = 01 02 03
X1-20* = 10 21 22 243 254 420 4318 7020 7021 7022 710-7 7240 8002 8012
N6:yymmd0 = 11 12 13 15 16 17
N2 = 20
X1-28* = 235
X1-30* = 240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90
N1-6* = 242
N13:csum,X1-17?* = 253
N13:csum,N1-12?* = 255
N1-8* = 30 37
N6 = 3100-5 3110-5 3120-5 3130-5 3140-5 3150-5 3160-5 3200-5 3210-5 3220-5 3230-5 3240-5 3250-5 3260-5 3270-5 3280-5
N6 = 3290-5 3300-5 3310-5 3320-5 3330-5 3340-5 3350-5 3360-5 3370-5 3400-5 3410-5 3420-5 3430-5 3440-5 3450-5 3460-5
N6 = 3470-5 3480-5 3490-5 3500-5 3510-5 3520-5 3530-5 3540-5 3550-5 3560-5 3570-5 3600-5 3610-5 3620-5 3630-5 3640-5
N6 = 3650-5 3660-5 3670-5 3680-5 3690-5
N1-15* = 3900-9 3920-9
N3:iso4217,N1-15* = 3910-9 3930-9
N4* = 3940-3 8111
N6* = 3950-5 8005
N17:csum* = 402
N13:csum = 410-7
N3,X1-9* = 421
N3* = 422 424 426
N3,N3?,N3?,N3?,N3?* = 423 425
X1-3* = 427 7008
X1-35* = 4300-1 4310-1 4320
X1-70* = 4302-6 4312-6 7257 8110 8112 8200
X2* = 4307 4317
N10,N10* = 4309
N1:yesno* = 4321-3
N6:yymmd0,N4:hhmi* = 4324-5
N6:yymmdd* = 4326 7006
N6,X1?:hyphen* = 4330-3
N13* = 7001
N6:yymmdd,N4:hhmi* = 7003
N1-4* = 7004
X1-12* = 7005
N6:yymmdd,N6?:yymmdd* = 7007
X1-10* = 7009 7255
X1-2* = 7010
N6:yymmdd,N4?:hhmi* = 7011
N3,X1-27* = 7030-9
N1,X1,X1,X1* = 7040
X1-4* = 7041
X2,X1-28* = 7230-9
N2* = 7241
X1-25* = 7242 8013 8020
N8:yyyymmdd* = 7250
N8:yyyymmdd,N4:hhmi* = 7251
N1:iso5218* = 7252
X1-40* = 7253-4 7259
X1-90* = 7256 91-9
X3* = 7258
N4:nonzero,N5:nonzero,N3:nonzero,N1:winding,N1* = 8001
N1:zero,N13:csum,X1-16?* = 8003
N14:csum,N4:pieceoftotal* = 8006 8026
X1-34* = 8007
N6:yymmdd,N2:hh,N2?:mi,N2?:ss* = 8008
X1-50* = 8009
Y1-30* = 8010
N1-12:nozeroprefix* = 8011
X1-25:hasnondigit* = 8014
N18:csum* = 8017-8
N1-10* = 8019
Z1-90* = 8030
N15* = 8040-1
N32* = 8042
N18,N1-2?* = 8043`;

export interface AiComponent {
  readonly set: 'N' | 'X' | 'Y' | 'Z';
  readonly least: number;
  readonly most: number;
  readonly isOptional: boolean;
  readonly rules: readonly string[];
}

export interface AiSpec {
  readonly ai: string;
  /** FNC1 has to stand between it and what follows. */
  readonly needsSeparator: boolean;
  readonly components: readonly AiComponent[];
}

let known: ReadonlyMap<string, AiSpec> | null = null;

/** What a code's application identifier holds; `undefined` for one that GS1 has not given out. */
export function aiSpec(ai: string): AiSpec | undefined {
  known ??= new Map(TABLE.trim().split('\n').flatMap(specsOfLine));
  return known.get(ai);
}

function specsOfLine(line: string): [string, AiSpec][] {
  const [content = '', names = ''] = line.split(' = ');
  const components = content.replace('*', '').split(',').map(componentOf);
  return names
    .split(' ')
    .flatMap(aisOf)
    .map((ai) => [ai, { ai, needsSeparator: content.endsWith('*'), components }]);
}

function componentOf(text: string): AiComponent {
  const [shape = '', ...rules] = text.split(':');
  const [, set = 'X', least = '0', most = least, optional] = /^([NXYZ])(\d+)(?:-(\d+))?(\?)?$/.exec(shape) ?? [];
  return {
    set: set as AiComponent['set'],
    least: Number(least),
    most: Number(most),
    isOptional: optional !== undefined,
    rules,
  };
}

/** "3100-5" names 3100, 3101 … 3105. */
export function aisOf(range: string): string[] {
  const [from = '', to] = range.split('-');
  if (to === undefined) return [from];
  const stem = from.slice(0, -1);
  const first = Number(from.at(-1));
  return Array.from({ length: Number(to) - first + 1 }, (_, index) => stem + (first + index));
}
