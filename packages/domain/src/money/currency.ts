import type { Currency } from './types.ts';

// ISO 4217 exponents (SIX list one). Two digits is the rule; the others are listed.
const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';
const TWO_DECIMALS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE ' +
  'CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR ' +
  'KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB ' +
  'PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY ' +
  'TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG';

const EXPONENTS: readonly (readonly [string, Currency['exponent']])[] = [
  [WITHOUT_DECIMALS, 0],
  [TWO_DECIMALS, 2],
  [THREE_DECIMALS, 3],
];

/** The currency with its ISO 4217 exponent, or `null` for a code that is not in the table. */
export function currencyOf(code: string): Currency | null {
  if (!/^[A-Z]{3}$/.test(code)) return null;
  const found = EXPONENTS.find(([codes]) => codes.includes(code));
  return found ? { code, exponent: found[1] } : null;
}

/** All known codes in alphabetical order. */
export function currencyCodes(): string[] {
  return EXPONENTS.flatMap(([codes]) => codes.split(' ')).sort();
}
