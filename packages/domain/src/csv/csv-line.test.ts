import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

describe('a line of CSV', () => {
  it('quotes what has commas, quotes and line ends, and nothing else', () => {
    expect(csvLine(['a', 'b c', 'd,e', 'f"g', 'h\ni', ''])).toBe('a,b c,"d,e","f""g","h\ni",\r\n');
  });

  it.each(['=1+1', '+1', '-1+1', '-A1', '-', '@SUM(A1)', '\tx', '\r=x'])('defuses %j', (cell) => {
    const [line = ''] = [csvLine([cell])];
    expect(line.replace(/^"/, '').startsWith(`'${cell.slice(0, 1)}`)).toBe(true);
  });

  it('leaves what is short a number, which a spreadsheet can add up', () => {
    expect(csvLine(['-1', '-12.34', '-12.34 ', '-1e3'])).toBe("-1,-12.34,'-12.34 ,'-1e3\r\n");
  });

  it('leaves a sign in the middle alone', () => {
    expect(csvLine(['a=1', '{"x":-1}'])).toBe('a=1,"{""x"":-1}"\r\n');
  });
});
