import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openCamera } from './open-camera.ts';
import { repeatGuard } from './repeat-guard.ts';

describe('a label in front of the camera', () => {
  it('is one scan however long it stays, and another once it was away', () => {
    const isNew = repeatGuard();
    const seen = [0, 100, 500, 1300, 2100, 3100, 3200].map((t) => isNew('5901234123457', t));
    expect(seen).toEqual([true, false, false, false, false, true, false]);
  });

  it('does not hide another one', () => {
    const isNew = repeatGuard();
    expect([isNew('a', 0), isNew('b', 50), isNew('a', 100), isNew('b', 960)]).toEqual([true, true, false, true]);
  });

  it('is never two scans within the time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1500), { maxLength: 60 }), (gaps) => {
        const isNew = repeatGuard();
        let t = 0;
        let last = Number.NEGATIVE_INFINITY;
        for (const gap of gaps) {
          t += gap;
          if (!isNew('a', t)) continue;
          expect(t - last).toBeGreaterThanOrEqual(900);
          last = t;
        }
      }),
    );
  });
});

describe('opening the camera', () => {
  const failing = (name: string) =>
    ({ getUserMedia: () => Promise.reject(new DOMException('', name)) }) as unknown as MediaDevices;

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'busy'],
    ['SomethingNew', 'busy'],
  ])('says why it cannot: %s', async (name, reason) => {
    expect(await openCamera(failing(name))).toEqual({ ok: false, error: reason });
  });

  it('says that the page is not secure', async () => {
    expect(await openCamera(undefined)).toEqual({ ok: false, error: 'insecure' });
  });

  it('offers light and zoom where the camera has them, and stops it when it is closed', async () => {
    const track = {
      getCapabilities: () => ({ torch: true, zoom: { min: 1, max: 4, step: 0.5 } }),
      applyConstraints: vi.fn(() => Promise.resolve()),
      stop: vi.fn(),
    };
    const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
    const devices = { getUserMedia: () => Promise.resolve(stream) } as unknown as MediaDevices;
    const camera = await openCamera(devices);
    if (!camera.ok) throw new Error(camera.error);
    expect(camera.value).toMatchObject({ hasTorch: true, zoom: { min: 1, max: 4, step: 0.5 } });
    await camera.value.setTorch(true);
    await camera.value.setZoom(2);
    expect(track.applyConstraints.mock.calls).toEqual([
      [{ advanced: [{ torch: true }] }],
      [{ advanced: [{ zoom: 2 }] }],
    ]);
    camera.value.close();
    expect(track.stop).toHaveBeenCalledTimes(1);
  });

  it('offers neither where it has neither', async () => {
    const track = { getCapabilities: () => ({ zoom: { min: 1, max: 1 } }), stop: () => undefined };
    const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
    const camera = await openCamera({ getUserMedia: () => Promise.resolve(stream) } as unknown as MediaDevices);
    expect(camera).toMatchObject({ ok: true, value: { hasTorch: false, zoom: null } });
  });
});
