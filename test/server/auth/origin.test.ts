import { describe, expect, it } from 'vitest';
import { originAllowed } from '../../../server/auth/origin.ts';

const publicUrl = new URL('https://ioc.phutho.gov.vn/');

describe('the origin of a request', () => {
  it.each([
    [{ host: 'ioc.local:8080' }, null, true],
    [{ origin: 'http://ioc.local:8080', host: 'ioc.local:8080' }, null, true],
    [{ origin: 'http://IOC.local:8080', host: 'ioc.LOCAL:8080' }, null, true],
    [{ origin: 'http://ioc.local', host: 'ioc.local:80' }, null, true],
    [{ origin: 'https://ioc.phutho.gov.vn', host: '10.0.0.7:8080' }, publicUrl, true],
    [{ origin: 'http://10.0.0.7:8080', host: '10.0.0.7:8080' }, publicUrl, true],
    [{ origin: 'http://ioc.phutho.gov.vn', host: '10.0.0.7:8080' }, publicUrl, false],
    [{ origin: 'https://ioc.phutho.gov.vn.evil.example', host: '10.0.0.7:8080' }, publicUrl, false],
    [{ origin: 'http://evil.example', host: 'ioc.local:8080' }, null, false],
    [{ origin: 'http://ioc.local:9090', host: 'ioc.local:8080' }, null, false],
    [{ origin: 'null', host: 'ioc.local:8080' }, null, false],
    [{ origin: 'file://ioc.local:8080', host: 'ioc.local:8080' }, null, false],
    [{ origin: '', host: 'ioc.local:8080' }, null, false],
    [{ origin: 'http://ioc.local:8080' }, null, false],
  ])('%j with %s → %s', (headers, ours, allowed) => {
    expect(originAllowed(headers, ours)).toBe(allowed);
  });
});
