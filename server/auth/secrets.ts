// Tokens, codes and passwords: how they are made, hashed and compared. Nothing here is ever logged.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import argon2 from 'argon2';

export type TokenKind = 'session' | 'wall' | 'key' | 'pair';

const PREFIX: Readonly<Record<TokenKind, string>> = { session: 'iocs_', wall: 'iocw_', key: 'iock_', pair: 'iocp_' };

/** 256 random bits; the prefix lets secret scanners and people see what leaked. */
export const newToken = (kind: TokenKind): string => PREFIX[kind] + randomBytes(32).toString('base64url');

/** SHA-256. Enough for random 256-bit tokens: there is nothing to guess. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

/** Six digits, leading zeros kept. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** A password that can be read over the telephone: no 0/o, 1/l/i. 4 x 4 of 31 letters, 79 bits. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

// OWASP's smallest argon2id setting: 19 MiB, two passes, one lane. A log-in costs about 30 ms of one core.
const ARGON2 = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Vietnamese keyboards send composed and decomposed letters; both are the same password.
const normal = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => argon2.hash(normal(password), ARGON2);

let nobody: Promise<string> | null = null;

/** Compares; `hash` null (no such person) takes as long as a wrong password and is false. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  const right = await argon2.verify(hash ?? (await nobody), normal(password));
  return hash !== null && right;
}
