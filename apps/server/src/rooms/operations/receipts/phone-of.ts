/**
 * Where national numbers are written with a zero before them that is left out from abroad, and with what the country is called
 * (ITU-T E.164 and the national numbering plans). In a country that is not here numbers are given with their plus.
 */
const CALLING_CODES: Readonly<Record<string, string>> = {
  AE: '971',
  AU: '61',
  BD: '880',
  BI: '257',
  BR: '55',
  BW: '267',
  CD: '243',
  DE: '49',
  DZ: '213',
  EG: '20',
  ET: '251',
  FR: '33',
  GB: '44',
  GH: '233',
  ID: '62',
  IE: '353',
  IN: '91',
  JO: '962',
  KE: '254',
  LK: '94',
  MA: '212',
  MG: '261',
  MY: '60',
  NA: '264',
  NG: '234',
  NL: '31',
  NZ: '64',
  PH: '63',
  PK: '92',
  RW: '250',
  SA: '966',
  SD: '249',
  SL: '232',
  SO: '252',
  SS: '211',
  TH: '66',
  TR: '90',
  TZ: '255',
  UG: '256',
  ZA: '27',
  ZM: '260',
  ZW: '263',
};

/** A telephone number as a customer says it, with its country before it where the shop's country is meant. */
export function phoneOf(text: string, countryCode: string): string {
  const digits = text.replace(/[\s().-]/g, '');
  const calling = CALLING_CODES[countryCode];
  return calling !== undefined && /^0[1-9]\d{5,12}$/.test(digits) ? `+${calling}${digits.slice(1)}` : digits;
}
