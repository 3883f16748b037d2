import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** The mode is decided when the page is loaded: each test loads the program anew. */
async function load(isOn: boolean) {
  vi.resetModules();
  if (isOn) localStorage.setItem('mosaajii-practice', 'on');
  else localStorage.removeItem('mosaajii-practice');
  const [mode, { api, withholdChanges }, keeping, { withheld }, { askAsRegister }, fixtures] = await Promise.all([
    import('./mode.ts'),
    import('../api/index.ts'),
    import('./keep-practice.ts'),
    import('./start-practice.tsx'),
    import('../sync/register-request.ts'),
    import('../journal/fixtures.ts'),
  ]);
  // As the start of the page does it.
  if (mode.isPractice()) withholdChanges(withheld);
  return { ...mode, ...keeping, api, askAsRegister, fixtures };
}

const sent: string[] = [];
beforeEach(() => {
  sent.splice(0);
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    sent.push(`${method} ${url}`);
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe('a page that practises', () => {
  it('asks the server, and changes nothing there', async () => {
    const { api, isPractice } = await load(true);
    expect(isPractice()).toBe(true);
    const changes = [
      api.post('/products', { body: { name: 'Milk' } }),
      api.put('/settings', { body: {} }),
      api.patch('/users/1', { body: {} }),
      api.delete('/registers/1'),
      api.post('/session-notes'),
      api.post('/orders/1/receipt-mails', { body: {} }),
    ];
    for (const answer of await Promise.all(changes)) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable', status: 0, title: 'This is practice' } });
    }
    expect(sent).toEqual([]);
    expect((await api.get('/orders')).ok).toBe(true);
    expect(sent).toEqual(['GET /api/v1/orders']);
  });

  it('still knows who is at the till', async () => {
    const { api } = await load(true);
    await api.post('/sessions', { body: {} });
    await api.post('/session/unlock', { body: {} });
    await api.post('/register/sessions', { body: {} });
    await api.post('/register/lease', { body: {} });
    await api.delete('/session');
    expect(sent).toHaveLength(5);
  });

  it('puts nothing aside and takes nothing back as a register', async () => {
    const { askAsRegister, fixtures } = await load(true);
    const registration = await fixtures.testRegistration();
    const answer = await askAsRegister(registration, 'POST', '/purses/authorisations', {});
    expect(answer).toMatchObject({ ok: false, code: 'unreachable' });
    await askAsRegister(registration, 'DELETE', '/purses/authorisations/1');
    expect(sent).toEqual([]);
    await askAsRegister(registration, 'GET', '/gift-cards/1');
    expect(sent).toEqual(['GET /api/v1/gift-cards/1']);
  });

  it('stays what it is until it is loaded again, whatever another tab decides, and is told', async () => {
    const { isPractice, keepPractice, onPracticeChanged } = await load(true);
    const changed = vi.fn();
    onPracticeChanged(changed);
    keepPractice(false);
    expect(isPractice()).toBe(true);
    window.dispatchEvent(new StorageEvent('storage', { key: 'mosaajii-theme' }));
    expect(changed).not.toHaveBeenCalled();
    window.dispatchEvent(new StorageEvent('storage', { key: 'mosaajii-practice' }));
    expect(changed).toHaveBeenCalledOnce();
    expect((await load(false)).isPractice()).toBe(false);
  });
});

it('a page that does not practise changes what it is asked to', async () => {
  const { api, askAsRegister, fixtures } = await load(false);
  expect((await api.post('/products', { body: {} })).ok).toBe(true);
  expect((await askAsRegister(await fixtures.testRegistration(), 'POST', '/purses/authorisations', {})).ok).toBe(true);
  expect(sent).toHaveLength(2);
});
