// @ts-check
// The policy of our own that the headers allow (`trusted-types lit-html sippe`). It lets nothing through: no page makes a script or a
// worker of a text. That it exists is the point: nobody else can make one of its name any more.
/** @type {any} */ (globalThis).trustedTypes?.createPolicy('sippe', {});
