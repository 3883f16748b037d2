import { type Review, review, reviewList } from '@mosaajii/contract/reviews';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const ask = (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown, token = shop.token) =>
  fixture.ask(method, `/access-reviews${url}`, { token, ...(body === undefined ? {} : { body }) });
const code = (reply: { status: number; body: Readonly<Record<string, unknown>> }) => [reply.status, reply.body['code']];
const mark = (reviewId: string, userId: string, body: object) => ask('PUT', `/${reviewId}/people/${userId}`, body);
async function finish(open: Review): Promise<void> {
  for (const item of open.items) await mark(open.reviewId, item.userId, { decision: 'keep' });
  expect((await ask('POST', `/${open.reviewId}/sign-off`, {})).status).toBe(200);
}

describe('a review of access', () => {
  it('keeps what everybody had when it began, takes a decision about each and is signed off once and for all', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    await fixture.owner.query("update organization_user set display_name = '=cmd()' where user_id = $1", [
      person.userId,
    ]);
    const reviewId = uuidv7();
    const [first, again] = await Promise.all([ask('POST', '', { reviewId }), ask('POST', '', { reviewId })]);
    expect([first.status, again.status]).toEqual([201, 201]);
    const open = review.parse(first.body);
    expect(open.items.map((item) => [item.userId, item.roles]).sort()).toEqual(
      [
        [shop.session.user.userId, ['administrator']],
        [person.userId, ['cashier']],
      ].sort(),
    );
    expect(code(await ask('POST', '', { reviewId: uuidv7() }))).toEqual([409, 'conflict']);

    // What changes meanwhile does not change what is reviewed.
    await fixture.owner.query("update organization_user set role = 'manager' where user_id = $1", [person.userId]);
    expect(code(await mark(reviewId, person.userId, { decision: 'remove' }))).toEqual([400, 'invalid-request']);
    expect((await mark(reviewId, person.userId, { decision: 'remove', note: 'Left in May' })).status).toBe(200);
    expect(code(await ask('POST', `/${reviewId}/sign-off`, {}))).toEqual([409, 'conflict']);
    expect((await mark(reviewId, shop.session.user.userId, { decision: 'keep' })).status).toBe(200);
    const signed = review.parse((await ask('POST', `/${reviewId}/sign-off`, { note: 'Second quarter' })).body);
    expect(signed).toMatchObject({
      people: 2,
      decided: 2,
      signedOffBy: shop.session.user.userId,
      note: 'Second quarter',
    });
    expect(signed.items.find((item) => item.userId === person.userId)).toMatchObject({
      roles: ['cashier'],
      decision: 'remove',
      note: 'Left in May',
    });
    expect(code(await mark(reviewId, person.userId, { decision: 'keep' }))).toEqual([409, 'conflict']);
    expect((await ask('POST', `/${reviewId}/sign-off`, { note: 'again' })).body['note']).toBe('Second quarter');
    expect(reviewList.parse((await ask('GET', '')).body).reviews[0]).toMatchObject({ reviewId, decided: 2 });

    const { body: text } = await fixture.app.inject({
      url: `/api/v1/access-reviews/${reviewId}/export`,
      headers: { host: 'localhost', cookie: `sid=${shop.token}` },
    });
    expect(text).toContain(`${person.userId},'=cmd(),active,cashier,`);
    const { rows } = await fixture.owner.query<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by entry_id',
      [reviewId],
    );
    expect(rows.map((row) => row.action)).toEqual([
      'access-review.started',
      'access-review.decided',
      'access-review.decided',
      'access-review.signed-off',
    ]);
  });

  it('that was signed off cannot be written by the program either', async () => {
    const reviewId = uuidv7();
    await finish(review.parse((await ask('POST', '', { reviewId })).body));
    const write = (text: string) =>
      fixture.db.tx(shop.organizationId, (tx) => tx.query(text, [shop.organizationId, reviewId]));
    const where = 'where organization_id = $1 and review_id = $2';
    await expect(write(`update access_review_item set note = 'later' ${where}`)).rejects.toThrow('signed off');
    await expect(write(`update access_review set signed_off_at = null, signed_off_by = null ${where}`)).rejects.toThrow(
      'signed off',
    );
    await expect(write(`delete from access_review_item ${where}`)).rejects.toThrow('signed off');
  });

  it('of another id, person or form is refused', async () => {
    const reviewId = uuidv7();
    await ask('POST', '', { reviewId });
    expect(code(await ask('GET', `/${uuidv7()}`))).toEqual([404, 'not-found']);
    expect(code(await ask('POST', `/${uuidv7()}/sign-off`, {}))).toEqual([404, 'not-found']);
    expect(code(await mark(reviewId, uuidv7(), { decision: 'keep' }))).toEqual([404, 'not-found']);
    expect(code(await mark(reviewId, shop.session.user.userId, { decision: 'keep', decidedBy: uuidv7() }))).toEqual([
      400,
      'invalid-request',
    ]);
  });
});
