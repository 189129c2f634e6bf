import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../errors/values.ts';
import { checkName, utf8Bytes } from './names.ts';
import { boundText, messageOf, textOfAny } from './text.ts';

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const HOSTILE: readonly unknown[] = [
  Object.create(null),
  revoked(),
  Symbol('odd'),
  10n,
  () => 1,
  {
    toJSON() {
      throw new Error('no');
    },
    toString() {
      throw new Error('no');
    },
  },
  new Proxy(new Error('seen'), {
    get() {
      throw new Error('no');
    },
  }),
];

describe('text', () => {
  it('is well-formed, and states its full length when truncated', () => {
    expect(boundText('fine 🙂', 100)).toBe('fine 🙂');
    expect(boundText('lone \ud800 end', 100)).toBe('lone \ufffd end');
    expect(boundText('abcdef', 3)).toBe('abc… (truncated: 6 characters in all)');
    expect(boundText(boundText('abcdef', 3), 3)).toBe('abc… (truncated: 6 characters in all)');
    // The cut is in the middle of a surrogate pair.
    expect(boundText('a🙂b', 2)).toBe('a… (truncated: 4 characters in all)');
  });

  it('is created from any value without throwing', () => {
    for (const value of HOSTILE) {
      expect(textOfAny(value)).toMatch(/./);
      expect(messageOf(value)).toMatch(/./);
    }
    expect(messageOf(new Error('message'))).toBe('message');
    expect(messageOf({ message: 'no error' })).toBe('{"message":"no error"}');
  });
});

describe('a name', () => {
  it('has at most 1,000 bytes of well-formed Unicode', () => {
    for (const name of ['a', 'ünï 🙂 / # ?', 'x'.repeat(1_000), '€'.repeat(333)]) {
      expect(checkName('name', name)).toBe(name);
    }
    for (const name of ['', 'x'.repeat(1_001), '€'.repeat(334), '\ud800', 'a\udc00', 7, null, undefined]) {
      expect(() => checkName('name', name)).toThrow(InvalidArgumentError);
    }
    expect(utf8Bytes('aé€🙂')).toBe(1 + 2 + 3 + 4);
  });
});
