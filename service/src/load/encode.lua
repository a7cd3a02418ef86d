-- For wrk: POST /encode with texts of a file, one JSON string a line.
--   TEXTS    the file
--   BATCH    texts a request, 1 by default
--   THINK    milliseconds that a connection waits before each request, 0 by default: with C connections, and a
--            service that answers at once, C * 1000 / THINK requests a second are offered
-- At the end it tells how the answers' statuses are shared, and the texts of the good ones.
local batch = tonumber(os.getenv("BATCH") or "1")
local think = tonumber(os.getenv("THINK") or "0")
local bodies = {}
local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init()
    local texts = {}
    for line in io.lines(os.getenv("TEXTS")) do
        table.insert(texts, line)
        if #texts == batch then
            local inputs = batch == 1 and texts[1] or "[" .. table.concat(texts, ",") .. "]"
            table.insert(bodies, wrk.format("POST", "/encode", { ["Content-Type"] = "application/json" },
                '{"inputs":' .. inputs .. "}"))
            texts = {}
        end
    end
    place = number * 7919
    good, refused, other = 0, 0, 0
end

function delay()
    -- Spread, so that connections do not march in step.
    return think == 0 and 0 or math.random(1, 2 * think)
end

function request()
    place = place + 1
    return bodies[place % #bodies + 1]
end

function response(status)
    if status == 200 then
        good = good + 1
    elseif status == 429 then
        refused = refused + 1
    else
        other = other + 1
    end
end

function done(summary, latency)
    local good, refused, other = 0, 0, 0
    for _, thread in ipairs(threads) do
        good = good + thread:get("good")
        refused = refused + thread:get("refused")
        other = other + thread:get("other")
    end
    local seconds = summary.duration / 1e6
    print(string.format("200: %.0f/s (%.0f texts/s)  429: %.0f/s  other: %d  socket errors: %d  p50 %.1f ms  p99 %.1f ms",
        good / seconds, good * batch / seconds, refused / seconds, other,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
