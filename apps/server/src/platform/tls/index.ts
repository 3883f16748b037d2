export { type LanCertificate, openLanCertificate } from './lan-certificate.ts';
export { lanAddresses, lanNames } from './lan-names.ts';
