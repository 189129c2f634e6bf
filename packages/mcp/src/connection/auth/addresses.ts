import { BlockList, isIP } from 'node:net';

/** Where an IP address is: on this machine, in a private network, for special use, or on the internet. */
export type Zone = 'loopback' | 'private' | 'reserved' | 'public';

/** The special ranges of the IANA registries for IPv4 and IPv6, by zone; the first match counts. */
const RANGES: readonly (readonly [Zone, BlockList])[] = [
  ['loopback', blockList(['127.0.0.0/8', '::1/128'])],
  ['private', blockList(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'])],
  [
    'reserved',
    blockList([
      '0.0.0.0/8',
      // Link-local, with the metadata services of clouds.
      '169.254.0.0/16',
      '192.0.0.0/24',
      '192.0.2.0/24',
      '192.88.99.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
      // Multicast, and all above.
      '224.0.0.0/3',
      '::/96',
      '64:ff9b:1::/48',
      '100::/64',
      '2001::/32',
      '2001:db8::/32',
      'fe80::/10',
      'fec0::/10',
      'ff00::/8',
    ]),
  ],
];

/** Returns the zone of an IP address, also of an IPv4 address within an IPv6 address. */
export function zoneOf(address: string): Zone {
  const [bare = ''] = address.split('%');
  const family = isIP(bare);
  // Not an address at all: nothing may connect to it.
  if (family === 0) return 'reserved';
  return RANGES.find(([, list]) => list.check(bare, family === 6 ? 'ipv6' : 'ipv4'))?.[0] ?? 'public';
}

/** Returns the zone that a URL's host names by itself; `undefined` for a name that must be resolved. */
export function zoneOfHost({ hostname }: URL): Zone | undefined {
  const bare = hostname.replaceAll(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return zoneOf(bare);
  return isLocalName(bare) ? 'loopback' : undefined;
}

/** Whether a host name means this machine wherever it is used (RFC 6761). */
export function isLocalName(hostname: string): boolean {
  return /^(?:.+\.)?localhost\.?$/i.test(hostname);
}

/** `BlockList` also compares IPv4-mapped IPv6 addresses; those of NAT64 and 6to4 are added here. */
function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', text = ''] = range.split('/');
    const prefix = Number(text);
    if (net.includes(':')) {
      list.addSubnet(net, prefix, 'ipv6');
      continue;
    }
    const hex = net.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
    list.addSubnet(net, prefix, 'ipv4');
    list.addSubnet(`64:ff9b::${net}`, 96 + prefix, 'ipv6');
    list.addSubnet(`2002:${hex.slice(0, 2).join('')}:${hex.slice(2).join('')}::`, 16 + prefix, 'ipv6');
  }
  return list;
}
