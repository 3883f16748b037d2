import { describe, expect, it } from 'vitest';
import { isLoopback, isNetwork, Networks, subjectOfAddress } from './address.ts';

describe('what an address is counted as', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '::1'],
  ])('%s is %s', (address, subject) => expect(subjectOfAddress(address)).toBe(subject));

  it('tells this machine from every other', () => {
    for (const own of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) expect(isLoopback(own), own).toBe(true);
    for (const other of ['128.0.0.1', '::2', '10.0.0.1', '::ffff:10.0.0.1'])
      expect(isLoopback(other), other).toBe(false);
  });
});

describe('networks', () => {
  it.each(['203.0.113.0/24', '203.0.113.7', '2001:db8::/32', '::/0'])('%s is one', (text) =>
    expect(isNetwork(text)).toBe(true),
  );
  it.each(['203.0.113.0/33', '203.0.113', 'duka.example', '10.0.0.0/8/8', '10.0.0.0/', '::/129', '', '10.0.0.0/-1'])(
    '%j is none',
    (text) => expect(isNetwork(text)).toBe(false),
  );
  it('hold the addresses that belong to them, however they are written', () => {
    const networks = new Networks(['203.0.113.0/24', '2001:db8::/32', '198.51.100.7']);
    for (const inside of ['203.0.113.200', '::ffff:203.0.113.9', '2001:db8:ffff::1', '198.51.100.7']) {
      expect(networks.has(inside), inside).toBe(true);
    }
    for (const outside of ['203.0.114.1', '2001:db9::1', '198.51.100.8', 'nonsense', '']) {
      expect(networks.has(outside), outside).toBe(false);
    }
    expect(new Networks([]).has('203.0.113.1')).toBe(false);
  });
});
