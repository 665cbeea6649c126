def test_a_period_is_posted_verified_and_mailed(product):
    product.ready()
    assert product.hand_over() == []
    requested = product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    assert requested.status == 202
    assert requested.body["status"] == "IN_PROGRESS"
    product.netsuite.reset_requests()
    product.run()
    sync = product.call("GET", f"/v1/syncs/{requested.body['sync_id']}").body
    print(product.call("GET", f"/v1/syncs/{requested.body['sync_id']}/timeline").body)
    print(product.call("GET", f"/v1/syncs/{requested.body['sync_id']}/problems").body)
    print(product.netsuite.requests())
    assert sync["status"] == "COMPLETED"
    assert len(product.netsuite.journals()) == 4
    print(product.mails()[0].__dict__)
    assert 0
