/**
 * How scales speak over a serial cable.
 * - `toledo-8217`: Mettler Toledo 8217. Asked with `W`, it answers STX, five digits with their point, CR; or STX, `?`, a status
 *   byte, CR while there is no steady weight. The unit is set at the scale and not said.
 * - `continuous`: CAS and A&D. Lines such as `ST,GS,+  0.450kg` come by themselves: steady or not, gross or net.
 * - `generic`: any line with one weight in it, as MT-SICS (`S S      0.450 kg`) and most others send.
 */
export const SCALE_PROTOCOLS = ['toledo-8217', 'continuous', 'generic'] as const;
export type ScaleProtocol = (typeof SCALE_PROTOCOLS)[number];
