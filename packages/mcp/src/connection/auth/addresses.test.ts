import { expect, test } from 'vitest';
import { zoneOf, zoneOfHost } from './addresses.ts';

test.each([
  ['8.8.8.8', 'public'],
  ['172.32.0.1', 'public'],
  ['100.128.0.1', 'public'],
  ['2606:4700::1111', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['64:ff9b::808:808', 'public'],
  ['127.0.0.1', 'loopback'],
  ['127.255.0.9', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['2002:7f00:1::', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['fd00::2', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['2002:c0a8:101::1', 'private'],
  ['169.254.169.254', 'reserved'],
  ['::ffff:169.254.169.254', 'reserved'],
  ['64:ff9b::a9fe:a9fe', 'reserved'],
  ['fe80::1', 'reserved'],
  ['fe80::1%eth0', 'reserved'],
  ['0.0.0.0', 'reserved'],
  ['::', 'reserved'],
  ['::7f00:1', 'reserved'],
  ['224.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['ff02::1', 'reserved'],
  ['not an address', 'reserved'],
])('the address %s is %s', (address, zone) => {
  expect(zoneOf(address)).toBe(zone);
});

test.each([
  ['http://localhost:80/', 'loopback'],
  ['http://app.localhost/', 'loopback'],
  ['http://localhost./', 'loopback'],
  ['http://[::1]/', 'loopback'],
  // Other spellings of an IPv4 address.
  ['http://2130706433/', 'loopback'],
  ['http://0x7f.1/', 'loopback'],
  ['http://0300.0250.1.1/', 'private'],
  ['https://example.com/', undefined],
  ['https://localhost.example.com/', undefined],
])('the host of %s is %s', (url, zone) => {
  expect(zoneOfHost(new URL(url))).toBe(zone);
});
