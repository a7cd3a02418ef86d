// Uses a running service through OpenAI's client: node openai-client.cjs http://127.0.0.1:8080
"use strict";
const assert = require("node:assert/strict");
const OpenAI = require("openai");

const base = process.argv[2];
const client = new OpenAI({ apiKey: process.env.CORRSH_KEY || "none", baseURL: `${base}/v1`, maxRetries: 0 });

async function info() {
    return (await fetch(`${base}/info`)).json();
}

async function codes(inputs) {
    const reply = await fetch(`${base}/encode`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ inputs, encoding_format: "bitstring" }),
    });
    return (await reply.json()).data.map((item) => item.code);
}

function cosine(a, b) {
    const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

async function main() {
    const { model, bits } = await info();
    const name = model.split("@")[0];
    const texts = ["The space shuttle reached its orbit", "The team lost the last game of the season"];

    // The client asks for base64 by itself and decodes it; with "float" it takes the numbers as they come.
    const packed = await client.embeddings.create({ model: name, input: texts });
    const plain = await client.embeddings.create({ model, input: texts, encoding_format: "float" });
    assert.equal(packed.model, model);
    assert.equal(packed.data.length, 2);
    assert.ok(packed.usage.prompt_tokens > 0);
    const expected = await codes(texts);
    for (let i = 0; i < 2; i++) {
        assert.equal(packed.data[i].index, i);
        assert.equal(packed.data[i].embedding.length, bits);
        assert.deepEqual(Array.from(packed.data[i].embedding), plain.data[i].embedding);
        assert.equal(plain.data[i].embedding.map((value) => (value > 0 ? "1" : "0")).join(""), expected[i]);
    }
    const distance = [...expected[0]].filter((bit, i) => bit !== expected[1][i]).length;
    const [a, b] = plain.data.map((item) => item.embedding);
    assert.ok(Math.abs(cosine(a, b) - (1 - (2 * distance) / bits)) < 1e-12);

    const one = await client.embeddings.create({ model: name, input: texts[0], dimensions: bits });
    assert.deepEqual(Array.from(one.data[0].embedding), a);

    await assert.rejects(client.embeddings.create({ model: "unheard-of", input: "x" }), (error) => {
        assert.ok(error instanceof OpenAI.NotFoundError, String(error));
        assert.equal(error.code, "model_not_found");
        return true;
    });
    await assert.rejects(client.embeddings.create({ model: name, input: [[1, 2, 3]] }), (error) => {
        assert.ok(error instanceof OpenAI.BadRequestError, String(error));
        assert.equal(error.type, "invalid_request_error");
        assert.equal(error.param, "input[0]");
        return true;
    });
    await assert.rejects(client.embeddings.create({ model: name, input: "x", dimensions: 7 }), (error) => {
        assert.ok(error instanceof OpenAI.BadRequestError, String(error));
        assert.equal(error.param, "dimensions");
        return true;
    });
    console.log(`openai ${require("openai/version").VERSION}: cosine ${cosine(a, b)}, distance ${distance} of ${bits}`);
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
