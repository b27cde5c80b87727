import { html, trusted } from "./html";

describe("a template", () => {
  it("escapes whatever it is given, in text and in attributes", () => {
    const hostile = `"><script>alert('x')</script>&amp;`;
    expect(html`<td title="${hostile}">${hostile}</td>`.text).toBe(
      `<td title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;">` +
        `&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;</td>`,
    );
  });

  it("takes other templates as they are, one or many, and numbers", () => {
    const words = ["a", "<"].map((text) => html`<b>${text}</b>`);
    expect(html`<i>${words}<b>${0}</b></i>`.text).toBe("<i><b>a</b><b>&lt;</b><b>0</b></i>");
  });

  it("leaves nothing where there is nothing", () => {
    expect(html`<p>${undefined}${null}${false}${[]}${""}</p>`.text).toBe("<p></p>");
  });

  it("leaves its own indentation out, and that of what it is given in", () => {
    const given = "a\n    b";
    // prettier-ignore
    expect(html`
      <p>
        ${given}</p>`.text,
    ).toBe("<p>\na\n    b</p>");
  });

  it("takes a file of ours as it is", () => {
    expect(html`<i>${trusted("a > b {}")}</i>`.text).toBe("<i>a > b {}</i>");
  });
});
