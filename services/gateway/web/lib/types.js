// The types that the modules share; nothing runs here. Those of the contract are made from the .proto files (tests/browser).
/**
 * @typedef {import('../proto/gateway_pb').WhoAmIReplyJson} Who
 * @typedef {import('../proto/gateway_pb').MembershipJson} Membership
 * @typedef {import('../proto/status_pb').StatusJson} Status
 * @typedef {import('../vendor/lit-html/lit-html.js').TemplateResult | typeof import('../vendor/lit-html/lit-html.js').nothing} Markup
 */
/**
 * What all pages know of each (pages.js, made at the build of what its file exports). Its file's name is the first segment of its
 * address, and its title the sentence NAME.title of its words.
 * @typedef {object} Known
 * @property {string} title
 * @property {string[]} needs   methods ("node.GetStatus") without all of which it is in no menu and shows nothing
 * @property {number} home      the greatest one of those that she may see is where she arrives; 0: never
 * @property {boolean} menu     whether it stands in the top bar
 * @property {boolean} [open]   also for whoever is not signed in
 */
/**
 * What the page that is here can do; its file gives it to `begin` (app.js).
 * @typedef {object} Page
 * @property {() => void} enter  called when it is opened, and when its own address changed: begins what it has to read
 * @property {() => void | Promise<void>} [leave]  done once nothing that was typed would be lost
 * @property {() => string} state  one of `states`, which its file exports: the tests look at each
 * @property {() => Markup} view
 */
export {};
